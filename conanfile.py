import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeToolchain, cmake_layout
from conan.tools.files import load

required_conan_version = ">=2.0"


class TrackwireConan(ConanFile):
    name = "trackwire"
    description = "Bytes from GPS trackers to normalized records: header-only C++20, no heap, no exceptions"
    license = "MIT"
    topics = ("gps", "tracker", "telematics", "protocol", "decoder", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    no_copy_source = True
    exports_sources = "CMakeLists.txt", "cmake/*", "include/*", "LICENSE"

    def set_version(self):
        header = load(self, f"{self.recipe_folder}/include/trackwire/version.hpp")
        self.version = re.search(r'TRACKWIRE_VERSION "([0-9.]+)"', header).group(1)

    def layout(self):
        cmake_layout(self)

    def validate(self):
        check_min_cppstd(self, 20)

    def package_id(self):
        self.info.clear()

    def generate(self):
        toolchain = CMakeToolchain(self)
        for part in ("TESTS", "EXAMPLES", "FUZZERS", "BENCHMARKS"):
            toolchain.cache_variables[f"TRACKWIRE_BUILD_{part}"] = False
        toolchain.cache_variables["TRACKWIRE_INSTALL"] = True
        toolchain.generate()

    def package(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.install()

    def package_info(self):
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []
        self.cpp_info.set_property("cmake_file_name", "trackwire")
        self.cpp_info.set_property("cmake_target_name", "trackwire::trackwire")
