# Installs the build, moves the prefix away (so that no path of the build can help), and builds and
# runs a project that finds the package there.
cmake_minimum_required(VERSION 3.25)

include(${CMAKE_CURRENT_LIST_DIR}/installed.cmake)

install_and_move()
set(expected share/doc/*/LICENSE include/sessionstore/store.h)
if(WITH_CLI)
  list(APPEND expected bin/sessionstore share/man/man1/sessionstore.1
       share/bash-completion/completions/sessionstore share/zsh/site-functions/_sessionstore
       share/fish/vendor_completions.d/sessionstore.fish)
  execute_process(COMMAND ${prefix}/bin/sessionstore --version OUTPUT_VARIABLE version
                  COMMAND_ERROR_IS_FATAL ANY)
  if(NOT version MATCHES "(^|[^0-9.])${VERSION}[\r\n ]")
    message(FATAL_ERROR "sessionstore --version says '${version}', not ${VERSION}")
  endif()
endif()
foreach(file IN LISTS expected)
  file(GLOB found ${prefix}/${file})
  if(NOT found)
    message(FATAL_ERROR "not installed: ${file}")
  endif()
endforeach()

build_with_installed(${CMAKE_CURRENT_LIST_DIR}/consumer)
file(MAKE_DIRECTORY ${WORK_DIR}/data)
run(${WORK_DIR}/build/consumer ${WORK_DIR}/data)
if(NOT EXISTS ${WORK_DIR}/data/sessionstore.db)
  message(FATAL_ERROR "the consumer made no store in ${WORK_DIR}/data")
endif()
