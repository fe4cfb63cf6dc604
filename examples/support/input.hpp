// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Files and standard input, in pieces, and the decision whether they hold hex lines or raw bytes.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "support/hex.hpp"

namespace support {

/// Reads a file, or standard input for "-".
class input_file {
public:
    explicit input_file(const std::string& path) : name_(path == "-" ? "standard input" : path) {
        fd_ = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        struct stat about {};
        if (fd_ < 0 || ::fstat(fd_, &about) != 0) {
            problem_ = std::strerror(errno);
        } else if (S_ISDIR(about.st_mode)) {
            problem_ = std::strerror(EISDIR);
        } else if (S_ISREG(about.st_mode)) {
            size_ = static_cast<std::uint64_t>(about.st_size);
        }
    }
    ~input_file() {
        if (fd_ > STDIN_FILENO) ::close(fd_);
    }
    input_file(const input_file&) = delete;
    input_file& operator=(const input_file&) = delete;

    /// Makes a second reading possible: what cannot be read again is kept.
    void keep() { keep_ = size_ == 0; }
    /// Back to the beginning: the next reading gives the same bytes, and no more.
    void rewind() {
        limit_ = done_;
        done_ = 0;
        if (!keep_ && ::lseek(fd_, 0, SEEK_SET) < 0) problem_ = std::strerror(errno);
    }

    /// Appends the next piece to `to`. False at the end or on an error (`problem`).
    bool read(std::string& to) {
        if (!problem_.empty()) return false;
        const std::uint64_t left = limit_ - done_;
        const std::size_t room = left < piece ? static_cast<std::size_t>(left) : piece;
        const std::size_t before = to.size();
        if (keep_ && limit_ != no_limit) {
            to.append(kept_, static_cast<std::size_t>(done_), room);
        } else {
            from_system(to, room);
            if (keep_) kept_.append(to, before);
        }
        done_ += to.size() - before;
        return to.size() > before;
    }

    [[nodiscard]] const std::string& name() const { return name_; }
    /// Why it cannot be read; empty if all is well.
    [[nodiscard]] const std::string& problem() const { return problem_; }
    /// Bytes in all, 0 if not known; bytes read so far.
    [[nodiscard]] std::uint64_t size() const { return size_; }
    [[nodiscard]] std::uint64_t done() const { return done_; }
    [[nodiscard]] bool is_terminal() const { return ::isatty(fd_) == 1; }

private:
    static constexpr std::size_t piece = std::size_t{1} << 18U;
    static constexpr std::uint64_t no_limit = static_cast<std::uint64_t>(-1);

    void from_system(std::string& to, std::size_t room) {
        const std::size_t before = to.size();
        to.resize(before + room);
        ssize_t n = 0;
        do { n = ::read(fd_, to.data() + before, room); } while (n < 0 && errno == EINTR);
        if (n < 0) problem_ = std::strerror(errno);
        to.resize(before + (n > 0 ? static_cast<std::size_t>(n) : 0));
    }

    int fd_ = -1;
    std::string name_;
    std::string problem_;
    std::uint64_t size_ = 0;
    std::uint64_t done_ = 0;
    std::uint64_t limit_ = no_limit;
    bool keep_ = false;
    std::string kept_;
};

/// What the beginning of an input looks like.
enum class likeness { hex, raw, undecided };

namespace detail {
/// What no text holds, comments included.
[[nodiscard]] inline bool has_controls(std::string_view text) {
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\r' && c != '\n') return true;
    }
    return false;
}
/// What a line looks like. Hex, also with slips: letters that are no hex digits, dashes, \x in front of bytes, or one
/// stray character in five.
[[nodiscard]] inline likeness look_at_line(std::string_view line) {
    line = line.substr(0, line.find('#'));
    std::size_t letters = 0;
    std::size_t strays = 0;
    for (const char c : line) {
        if (support::hex_class(c) == gap) continue;
        const bool letter =
            (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '\\';
        ++(letter ? letters : strays);
    }
    if (letters + strays == 0) return likeness::undecided;
    const bool lead = line.find_first_of("($@%~") != std::string_view::npos;  // frames that are text
    return strays * 5 <= letters + strays && !lead ? likeness::hex : likeness::raw;
}
}  // namespace detail

/// Hex: most lines look like it, and none holds control characters. Undecided: nothing but comments so far.
[[nodiscard]] inline likeness look_at(std::string_view head) {
    if (detail::has_controls(head)) return likeness::raw;
    std::size_t hex = 0;
    std::size_t raw = 0;
    while (!head.empty()) {
        const std::size_t stop = head.find('\n');
        const std::string_view line = head.substr(0, stop);
        head.remove_prefix(stop == std::string_view::npos ? head.size() : stop + 1);
        const likeness one = detail::look_at_line(line);
        hex += one == likeness::hex ? 1U : 0U;
        raw += one == likeness::raw ? 1U : 0U;
    }
    if (hex + raw == 0) return likeness::undecided;
    return hex >= raw ? likeness::hex : likeness::raw;
}

}  // namespace support
