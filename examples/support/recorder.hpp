// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Keeps messages as JSON lines, and holds their answers back until they are kept: a device erases its copy of a
/// record when it is acknowledged.

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/output.hpp"

namespace support {

/// What a piece of input gave: lines to keep, and the answers to send once they are kept.
struct harvest {
    std::string lines;
    std::vector<std::string> replies;
    bool good = false;  ///< at least one message that is not a complaint
};

/// Standard output, or a file that is appended to.
class recorder {
public:
    /// `path`: "-" is standard output. `sync`: a line is kept when it has reached the disk.
    recorder(const std::string& path, bool sync, const trackwire::json_options& json) : sync_(sync), json_(json) {
        fd_ = path == "-" ? STDOUT_FILENO : ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
        if (fd_ < 0) problem_ = path + ": " + std::strerror(errno);
    }
    ~recorder() {
        if (fd_ > STDERR_FILENO) ::close(fd_);
    }
    recorder(const recorder&) = delete;
    recorder& operator=(const recorder&) = delete;

    /// Adds the line and the answer of a message. To be called inside the sink.
    void take(harvest& to, const trackwire::message& m, std::string_view flow) {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        json_.flow = {flow.data(), flow.size()};
        json_.now = std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
        append_json(to.lines, m, json_);
        to.lines += '\n';
        to.good = to.good || !is_bad(m.kind);
        if (!m.reply) return;
        std::string reply;
        append_growing(reply, [&](char* buffer, std::size_t capacity) {
            return m.reply.encode(reinterpret_cast<std::uint8_t*>(buffer), capacity, {json_.now});
        });
        to.replies.push_back(std::move(reply));
    }
    /// Whether all lines are kept, so that the answers may be sent.
    [[nodiscard]] bool keep(const harvest& h) {
        if (!h.lines.empty()) write(h.lines);
        return problem_.empty();
    }
    /// Why nothing can be kept any more; empty if all is well.
    [[nodiscard]] const std::string& problem() const { return problem_; }

private:
    void write(std::string_view lines) {
        while (problem_.empty() && !lines.empty()) {
            const ssize_t n = ::write(fd_, lines.data(), lines.size());
            if (n >= 0) {
                lines.remove_prefix(static_cast<std::size_t>(n));
            } else if (errno != EINTR) {
                problem_ = std::strerror(errno);
            }
        }
        // Pipes and terminals have no disk: EINVAL is no failure.
        if (problem_.empty() && sync_ && ::fsync(fd_) != 0 && errno != EINVAL) problem_ = std::strerror(errno);
    }

    int fd_ = -1;
    bool sync_;
    trackwire::json_options json_;
    std::string problem_;
};

}  // namespace support
