# Each installation gets a script that takes it away again, with neither the build nor the clone:
#
#   cmake -P PREFIX/share/sessionstore/uninstall.cmake
#
# Included after everything that is installed, for only then the list of it is complete.
install(CODE "set(SCRIPT \"${CMAKE_INSTALL_DATADIR}/sessionstore/uninstall.cmake\")
set(uninstall_template \"${CMAKE_CURRENT_LIST_DIR}/uninstall.cmake.in\")")
install(CODE [[
cmake_path(ABSOLUTE_PATH SCRIPT BASE_DIRECTORY "${CMAKE_INSTALL_PREFIX}" OUTPUT_VARIABLE uninstall_script)
# By their paths in the prefix, which may be moved.
cmake_path(GET uninstall_script PARENT_PATH directory)
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY "${directory}" OUTPUT_VARIABLE PREFIX)
set(FILES "")
foreach(file IN LISTS CMAKE_INSTALL_MANIFEST_FILES)
  cmake_path(IS_PREFIX CMAKE_INSTALL_PREFIX "${file}" is_below)
  if(is_below)
    cmake_path(RELATIVE_PATH file BASE_DIRECTORY "${CMAKE_INSTALL_PREFIX}")
  endif()
  string(APPEND FILES "  [==[${file}]==]\n")
endforeach()
configure_file("${uninstall_template}" "$ENV{DESTDIR}${uninstall_script}" @ONLY)
list(APPEND CMAKE_INSTALL_MANIFEST_FILES "${uninstall_script}")
message(STATUS "To take all of it away again: cmake -P \"${uninstall_script}\"")
]])
