# Builds a third party's provider against the installed package, and runs the conformance suite on it.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/installed.cmake)

install_and_move()
build_with_installed(${CMAKE_CURRENT_LIST_DIR}/../example_provider)
run(${WORK_DIR}/build/check_provider)
