# Overlay port: vcpkg install trackwire --overlay-ports=packaging/vcpkg
# It builds the checkout it lies in. A port in the public registry replaces this line by vcpkg_from_github.
get_filename_component(SOURCE_PATH "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)

set(VCPKG_BUILD_TYPE release)  # header-only
vcpkg_cmake_configure(SOURCE_PATH "${SOURCE_PATH}" OPTIONS
    -DTRACKWIRE_BUILD_TESTS=OFF -DTRACKWIRE_BUILD_EXAMPLES=OFF -DTRACKWIRE_BUILD_FUZZERS=OFF
    -DTRACKWIRE_BUILD_BENCHMARKS=OFF -DTRACKWIRE_INSTALL=ON)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(CONFIG_PATH share/cmake/trackwire)
file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/lib" "${CURRENT_PACKAGES_DIR}/share/licenses")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
