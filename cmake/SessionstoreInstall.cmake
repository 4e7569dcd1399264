include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/sessionstore)
install(EXPORT sessionstore NAMESPACE sessionstore:: DESTINATION ${package_dir})
configure_package_config_file(cmake/sessionstoreConfig.cmake.in sessionstoreConfig.cmake
                              INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(sessionstoreConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/sessionstoreConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/sessionstoreConfigVersion.cmake
              cmake/FindLibGit2.cmake cmake/FindMysqlConnectorCpp.cmake cmake/FindZstd.cmake
        DESTINATION ${package_dir})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
