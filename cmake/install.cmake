# Headers and a CMake package. Nothing depends on the architecture, so the package lives under share/.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(trackwire_package_dir ${CMAKE_INSTALL_DATADIR}/cmake/trackwire)

install(TARGETS trackwire EXPORT trackwire_targets)
install(DIRECTORY include/trackwire DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp")
install(EXPORT trackwire_targets FILE trackwire-targets.cmake NAMESPACE trackwire:: DESTINATION ${trackwire_package_dir})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/licenses/trackwire)

configure_package_config_file(cmake/trackwire-config.cmake.in ${PROJECT_BINARY_DIR}/trackwire-config.cmake
    INSTALL_DESTINATION ${trackwire_package_dir} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/trackwire-config-version.cmake
    COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES ${PROJECT_BINARY_DIR}/trackwire-config.cmake ${PROJECT_BINARY_DIR}/trackwire-config-version.cmake
    DESTINATION ${trackwire_package_dir})
