# What only our own programs, tests, fuzz targets and benchmarks need.
if(PROJECT_IS_TOP_LEVEL AND NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()
set(CMAKE_CXX_EXTENSIONS OFF)

# trackwire_dev: our headers as we see them, with every warning an error. Users get trackwire::trackwire without any of it.
set(trackwire_warnings -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
add_library(trackwire_dev INTERFACE)
target_link_libraries(trackwire_dev INTERFACE trackwire::trackwire)
target_compile_options(trackwire_dev INTERFACE ${trackwire_warnings})
# GCC 12 sees overlapping copies in std::string operator+ where there are none (GCC bug 105651). The library has no strings;
# for what does, the warning is off.
set(trackwire_string_warnings $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
if(TRACKWIRE_SANITIZE)
    # With its checks for null pointers GCC no longer takes the comparison of an address with null for a constant,
    # which the frames in static_assert need. The address sanitizer finds such accesses as well.
    set(trackwire_no_null_checks $<$<CXX_COMPILER_ID:GNU>:-fno-sanitize=null,nonnull-attribute,returns-nonnull-attribute>)
    # To look at an object's type the sanitizer opens a pipe, and takes it for a finding that there is no descriptor left for
    # it: a state in which trackwire-listen has to go on.
    target_compile_options(trackwire_dev INTERFACE
        -fsanitize=${TRACKWIRE_SANITIZE} -fno-sanitize=vptr ${trackwire_no_null_checks} -fno-sanitize-recover=all -fno-omit-frame-pointer
        # Instrumented code makes GCC warn of uses that cannot be; the builds without sanitizers have warnings as errors.
        $<$<CXX_COMPILER_ID:GNU>:-Wno-error>)
    target_link_options(trackwire_dev INTERFACE -fsanitize=${TRACKWIRE_SANITIZE})
endif()

if(TRACKWIRE_BUILD_TESTS OR TRACKWIRE_BUILD_FUZZERS OR TRACKWIRE_BUILD_BENCHMARKS)
    enable_testing()
endif()
if(TRACKWIRE_BUILD_EXAMPLES)
    add_subdirectory(examples)
endif()
if(TRACKWIRE_BUILD_TESTS)
    add_subdirectory(tests)
endif()
if(TRACKWIRE_BUILD_FUZZERS)
    add_subdirectory(fuzz)
endif()
if(TRACKWIRE_BUILD_BENCHMARKS)
    add_subdirectory(benchmarks)
endif()
