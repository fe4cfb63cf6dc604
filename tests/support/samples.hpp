// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// The sample files of tests/data/.

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "support/program.hpp"

namespace test {

/// All objects of a file with one JSON object a line.
inline std::vector<nlohmann::json> load_samples(std::string const& name) {
    std::string const text = read_file(fs::path(TRACKWIRE_TEST_DATA_DIR) / name);
    std::vector<nlohmann::json> samples;
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t const stop = std::min(text.find('\n', at), text.size());
        if (stop > at) samples.push_back(nlohmann::json::parse(text.substr(at, stop - at)));
        at = stop + 1;
    }
    return samples;
}

}  // namespace test
