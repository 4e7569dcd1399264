# What makes a fault in memory a crash rather than a way in. The program reads what others wrote: bundles,
# databases, a server's answers. script/lib/checks.sh reads in the built program that it is there.
#
#   -fstack-protector-strong    a function that overwrites its own return address is stopped
#   -fstack-clash-protection    a large frame cannot step over the guard page below the stack
#   -fcf-protection             indirect jumps land only where one is meant to (x86 with CET)
#   _FORTIFY_SOURCE=3           libc checks sizes that the compiler knows; it knows none without optimising
#   -pie                        the program's own code is at a random address, as libraries are
#   -z relro -z now             the tables of functions' addresses are read-only before main() begins
#   -z noexecstack              no data on the stack is code
#
# Sanitizers have checks of their own, which _FORTIFY_SOURCE would hide, and build/dev a fixed address. In
# another project's build its own flags hold.
option(SESSIONSTORE_HARDENING "Build with the compiler's protections" ${PROJECT_IS_TOP_LEVEL})

if(SESSIONSTORE_HARDENING AND NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize")
  include(CheckCXXCompilerFlag)
  include(CheckLinkerFlag)
  include(CheckPIESupported)

  foreach(flag IN ITEMS -fstack-protector-strong -fstack-clash-protection -fcf-protection)
    string(MAKE_C_IDENTIFIER "SESSIONSTORE_HAS${flag}" known)
    check_cxx_compiler_flag(${flag} ${known})
    if(${known})
      add_compile_options(${flag})
    endif()
  endforeach()
  # A distribution's compiler may have set a lower one.
  add_compile_options("$<$<CONFIG:Release,RelWithDebInfo,MinSizeRel>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=3>")

  check_pie_supported(LANGUAGES CXX)
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
  foreach(flag IN ITEMS -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
    string(MAKE_C_IDENTIFIER "SESSIONSTORE_HAS${flag}" known)
    check_linker_flag(CXX ${flag} ${known})
    if(${known})
      add_link_options(${flag})
    endif()
  endforeach()
endif()
