// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Who takes the messages of an input, and the plainest of them: JSON lines.

#include <cstdint>

#include "support/output.hpp"

namespace support {

/// Takes the messages in the order of the input.
class presenter {
public:
    presenter() = default;
    presenter(const presenter&) = delete;
    presenter& operator=(const presenter&) = delete;
    virtual ~presenter() = default;
    /// `line`: 1-based, 0 for raw input. `origin`: offset in the stream at which
    /// that line begins.
    virtual void on(const trackwire::message& m, std::uint64_t line, std::uint64_t origin) = 0;
};

/// One JSON object a line.
class json_lines final : public presenter {
public:
    json_lines(const trackwire::json_options& json, output& out) : json_(json), out_(out) {}

    void on(const trackwire::message& m, std::uint64_t line, std::uint64_t origin) override {
        json_.line = line;
        json_.origin = origin;
        append_json(out_.text(), m, json_);
        out_.text().push_back('\n');
        out_.settle();
    }

private:
    trackwire::json_options json_;
    output& out_;
};

}  // namespace support
