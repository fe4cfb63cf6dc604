// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Buffered writing, and what the writers of the library need from a program:
/// room that grows.

#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <trackwire/record/csv.hpp>

namespace support {

/// A large buffer in front of a stdio stream.
class output {
public:
    explicit output(std::FILE* to) : to_(to) { text_.reserve(limit + limit / 4); }
    ~output() { flush(); }
    output(const output&) = delete;
    output& operator=(const output&) = delete;

    /// The buffer, for those who append to it; they call `settle` afterwards.
    [[nodiscard]] std::string& text() { return text_; }
    void settle() {
        if (text_.size() >= limit) flush();
    }
    void flush() {
        if (!text_.empty() && std::fwrite(text_.data(), 1, text_.size(), to_) != text_.size()) failed_ = true;
        text_.clear();
        if (std::fflush(to_) != 0) failed_ = true;
    }
    /// Whether something could not be written.
    [[nodiscard]] bool failed() const { return failed_; }

private:
    static constexpr std::size_t limit = std::size_t{1} << 18U;
    std::FILE* to_;
    std::string text_;
    bool failed_ = false;
};

/// Appends what `write(char* buffer, std::size_t capacity)` writes; the room grows until everything fits.
template <class Write>
void append_growing(std::string& text, Write&& write, std::size_t room = 2048) {
    const std::size_t before = text.size();
    for (;;) {
        text.resize(before + room);
        const trackwire::result<std::size_t> written = write(text.data() + before, room);
        if (written) {
            text.resize(before + *written);
            return;
        }
        room = written.error().offset;
    }
}

/// Appends `m` as one JSON object, without a line end.
inline void append_json(std::string& text, const trackwire::message& m, const trackwire::json_options& options) {
    append_growing(text, [&](char* buffer, std::size_t capacity) { return write_json(m, options, buffer, capacity); });
}

/// The keys and values of a message as plain texts; reused from message to message.
class cells {
public:
    void read(const trackwire::message& m, const trackwire::json_options& options) {
        if (buffer_.empty()) buffer_.resize(4096);
        for (;;) {
            count_ = 0;
            const auto written = for_each_cell(m, options, buffer_.data(), buffer_.size(),
                                               [&](trackwire::name key, trackwire::name value) { add(key, value); });
            if (written) return;
            buffer_.resize(written.error().offset);
        }
    }
    [[nodiscard]] std::size_t size() const { return count_; }
    [[nodiscard]] std::string_view key(std::size_t i) const { return entries_[i].first; }
    [[nodiscard]] std::string_view value(std::size_t i) const { return entries_[i].second; }
    /// The value of a key; empty when absent.
    [[nodiscard]] std::string_view operator[](std::string_view key) const {
        for (std::size_t i = 0; i < count_; ++i) {
            if (entries_[i].first == key) return entries_[i].second;
        }
        return {};
    }

private:
    void add(trackwire::name key, trackwire::name value) {
        if (count_ == entries_.size()) entries_.emplace_back();
        entries_[count_].first.assign(key.data, key.size);
        entries_[count_].second = std::string_view(value.data, value.size);
        ++count_;
    }

    std::string buffer_;
    std::vector<std::pair<std::string, std::string_view>> entries_;
    std::size_t count_ = 0;
};

/// "1 byte", "62 bytes"
[[nodiscard]] inline std::string bytes_text(std::size_t n) { return std::to_string(n) + (n == 1 ? " byte" : " bytes"); }

/// Appends `text` so that it cannot steer a terminal: control characters become visible.
inline void append_visible(std::string& to, std::string_view text) {
    static constexpr std::string_view digits = "0123456789abcdef";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        const bool c1 = c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
        if (c == '\r') {
            to += "\\r";
        } else if (c == '\n') {
            to += "\\n";
        } else if (c < 0x20 || c == 0x7F || c1) {
            const auto code = c1 ? static_cast<unsigned char>(text[++i]) : c;
            to += "\\x";
            to += digits[code >> 4U];
            to += digits[code & 0x0FU];
        } else {
            to += text[i];
        }
    }
}

}  // namespace support
