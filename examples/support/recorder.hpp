// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Keeps messages as JSON lines, and holds their answers back until they are kept: a device erases its copy of a
/// record when it is acknowledged.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "support/output.hpp"

namespace support {

/// What a piece of input gave: lines to keep, and the answers to send once they are kept.
struct harvest {
    std::string lines;
    std::vector<std::string> replies;
    bool good = false;  ///< at least one message that is not a complaint

    /// All answers in one piece.
    [[nodiscard]] std::string answer() const {
        std::string all;
        for (const std::string& reply : replies) all += reply;
        return all;
    }
};

/// Standard output, or a file that is appended to.
class recorder {
public:
    /// `program`: who complains. `path`: "-" is standard output. `sync`: a line is kept when it has reached the disk.
    /// `on_failure` is called when lines could not be kept.
    recorder(std::string program, const std::string& path, bool sync, const trackwire::json_options& json,
             std::function<void()> on_failure)
        : program_(std::move(program)), sync_(sync), json_(json), on_failure_(std::move(on_failure)) {
        fd_ = path == "-" ? STDOUT_FILENO : ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
        if (fd_ < 0) {
            problem_ = path + ": " + std::strerror(errno);
        } else if (path != "-") {
            end_last_line();
        }
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
        if (!problem_.empty()) on_failure_();
        return problem_.empty();
    }
    /// Why nothing can be kept any more; empty if all is well.
    [[nodiscard]] const std::string& problem() const { return problem_; }
    /// Says something that is no record, on standard error.
    void complain(std::string_view text) const { fmt::print(stderr, "{}: {}\n", program_, text); }

private:
    /// The size of a file; nullopt for what has none, such as a pipe.
    [[nodiscard]] std::optional<off_t> size() const {
        struct stat about {};
        if (::fstat(fd_, &about) != 0 || !S_ISREG(about.st_mode)) return std::nullopt;
        return about.st_size;
    }
    /// A line that was cut by a loss of power does not swallow the next one.
    void end_last_line() {
        char last = '\n';
        const auto old = size();
        if (old && *old > 0 && ::pread(fd_, &last, 1, *old - 1) == 1 && last != '\n') write("\n");
    }
    /// All of it or, in a file, nothing.
    void write(std::string_view lines) {
        const auto old = size();
        while (problem_.empty() && !lines.empty()) {
            const ssize_t n = ::write(fd_, lines.data(), lines.size());
            if (n >= 0) {
                lines.remove_prefix(static_cast<std::size_t>(n));
            } else if (errno != EINTR) {
                problem_ = std::strerror(errno);
                if (old) (void)!::ftruncate(fd_, *old);
            }
        }
        // Pipes and terminals have no disk: EINVAL is no failure.
        if (problem_.empty() && sync_ && ::fsync(fd_) != 0 && errno != EINVAL) problem_ = std::strerror(errno);
    }

    std::string program_;
    int fd_ = -1;
    bool sync_;
    trackwire::json_options json_;
    std::function<void()> on_failure_;
    std::string problem_;
};

}  // namespace support
