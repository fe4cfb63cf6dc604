// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// How far a long input is, on standard error: only if that is a terminal and the records go elsewhere.

#include <chrono>
#include <cstdint>
#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

namespace support {

class progress {
public:
    progress() : shown_(::isatty(STDERR_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 0) {}
    ~progress() { clear(); }
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;

    /// `size`: of the whole input, 0 if not known.
    void tell(std::uint64_t done, std::uint64_t size, std::uint64_t messages) {
        const auto now = std::chrono::steady_clock::now();
        if (!shown_ || now < next_) return;
        next_ = now + std::chrono::milliseconds(250);
        visible_ = true;
        const double megabytes = static_cast<double>(done) / 1e6;
        if (size > 0) {
            fmt::print(stderr, "\r\x1b[K{:.1f} of {:.1f} MB, {} messages", megabytes, static_cast<double>(size) / 1e6,
                       messages);
        } else {
            fmt::print(stderr, "\r\x1b[K{:.1f} MB, {} messages", megabytes, messages);
        }
        std::fflush(stderr);
    }
    /// Takes the line away again.
    void clear() {
        if (visible_) fmt::print(stderr, "\r\x1b[K");
        visible_ = false;
    }

private:
    bool shown_;
    bool visible_ = false;
    std::chrono::steady_clock::time_point next_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(500);
};

}  // namespace support
