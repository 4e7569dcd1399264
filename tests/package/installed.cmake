# What the tests of the installed package share. Needs BUILD_DIR, WORK_DIR, GENERATOR, CXX_COMPILER,
# CXX_COMPILER_LAUNCHER, CXX_FLAGS and BUILD_TYPE.

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# Installs the build into a fresh WORK_DIR and moves the prefix away, so that no path of the build
# can help. Sets `prefix`.
function(install_and_move)
  file(REMOVE_RECURSE ${WORK_DIR})
  file(MAKE_DIRECTORY ${WORK_DIR})
  run(${CMAKE_COMMAND} --install ${BUILD_DIR} --prefix ${WORK_DIR}/prefix)
  file(RENAME ${WORK_DIR}/prefix ${WORK_DIR}/moved)
  set(prefix ${WORK_DIR}/moved PARENT_SCOPE)
endfunction()

# Builds the project in `source` against what was installed, in WORK_DIR/build.
function(build_with_installed source)
  run(${CMAKE_COMMAND} -S ${source} -B ${WORK_DIR}/build -G ${GENERATOR}
      -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_BUILD_TYPE=${BUILD_TYPE}
      -DCMAKE_CXX_COMPILER=${CXX_COMPILER} -DCMAKE_CXX_COMPILER_LAUNCHER=${CXX_COMPILER_LAUNCHER}
      "-DCMAKE_CXX_FLAGS=${CXX_FLAGS}")
  run(${CMAKE_COMMAND} --build ${WORK_DIR}/build)
endfunction()
