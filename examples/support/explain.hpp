// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// The annotated dissection of each frame. What is shown is what the decoder itself says while it reads.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <trackwire/trackwire.hpp>

#include "support/presenter.hpp"

namespace support {

/// A trace and a presenter: keeps the fields of the frame that is being decoded and writes them with its messages.
class explanation final : public presenter {
public:
    static constexpr bool enabled = true;

    explanation(const trackwire::json_options& json, output& out) : json_(json), out_(out) {}

    /// The decoder has read a field.
    void field(const trackwire::field_entry& entry) { fields_.push_back(entry); }

    void begin_frame(trackwire::bytes_view frame, const trackwire::verdict& v) {
        frame_ = frame;
        verdict_ = v;
        open_ = true;
        fields_.clear();
        messages_.clear();
        secret_.assign(frame.size(), false);
        place_.clear();
    }
    void on(const trackwire::message& m, std::uint64_t line, std::uint64_t origin) override {
        json_.line = line;
        json_.origin = origin;
        if (open_) {
            if (place_.empty()) place_ = place(m);
            note_secrets(m);
            record(messages_, m);
            return;
        }
        std::string& to = out_.text();
        fmt::format_to(std::back_inserter(to), "{}, {} at {}\n",
                       std::string_view(trackwire::message_kind_names[static_cast<unsigned>(m.kind)]),
                       bytes_text(m.frame.size()), place(m));
        record(to, m);
        to += '\n';
        out_.settle();
    }
    void end_frame() {
        open_ = false;
        std::string& to = out_.text();
        const std::string_view protocol = verdict_.protocol == nullptr ? "?" : std::string_view(verdict_.protocol->id);
        fmt::format_to(std::back_inserter(to), "{}, {} at {}; recognised by {}", protocol, bytes_text(frame_.size()),
                       place_, strength_names[static_cast<unsigned>(verdict_.strength)]);
        if (!verdict_.why.field.empty()) {
            fmt::format_to(std::back_inserter(to), ": {} at {}", std::string_view(verdict_.why.field),
                           verdict_.why.offset);
        }
        to += '\n';
        fields();
        to += messages_;
        to += '\n';
        out_.settle();
    }

private:
    static constexpr std::size_t bytes_a_line = 10;
    static constexpr std::size_t most_lines = 4;
    static constexpr std::string_view strength_names[] = {"nothing", "its lead bytes", "its structure",
                                                          "an exact length and time", "a checksum or a unique mark"};
    static constexpr std::string_view kind_names[] = {"",          "reserved", "meaning unknown",
                                                      "delimiter", "check",    "from an earlier frame"};

    [[nodiscard]] std::string place(const trackwire::message& m) const {
        const std::uint64_t offset = m.offset - json_.origin;
        return json_.line == 0 ? fmt::format("offset {}", offset)
                               : fmt::format("line {}, offset {}", json_.line, offset);
    }
    void note_secrets(const trackwire::message& m) {
        if (json_.show_secrets || !m.has_secrets()) return;
        for (std::size_t i = 0; i < frame_.size(); ++i) {
            if (m.is_secret(frame_.data() + i)) secret_[i] = true;
        }
    }
    /// The record under the frame, a key a line.
    void record(std::string& to, const trackwire::message& m) {
        values_.read(m, json_);
        for (std::size_t i = 0; i < values_.size(); ++i) {
            const std::string_view key = values_.key(i);
            if (key == "line" || key == "offset") continue;
            fmt::format_to(std::back_inserter(to), "  {:<28} ", key);
            append_visible(to, values_.value(i));
            to += '\n';
        }
    }

    void fields() {
        std::stable_sort(fields_.begin(), fields_.end(),
                         [](const auto& a, const auto& b) { return a.offset < b.offset; });
        std::size_t reached = 0;
        for (const trackwire::field_entry& f : fields_) {
            if (f.offset > reached) unnamed(reached, f.offset - reached);
            one(f);
            reached = std::max(reached, f.offset + f.size);
        }
        if (reached < frame_.size()) unnamed(reached, frame_.size() - reached);
    }
    void unnamed(std::size_t offset, std::size_t size) {
        trackwire::field_entry gap;
        gap.offset = offset;
        gap.size = size;
        gap.info = trackwire::field_info("not read");
        gap.kind = trackwire::field_kind::unknown;
        one(gap);
    }
    void one(const trackwire::field_entry& f) {
        std::string& to = out_.text();
        const std::size_t all_lines = (f.size + bytes_a_line - 1) / bytes_a_line;
        const std::size_t lines = json_.hex ? all_lines : std::min(all_lines, most_lines);
        for (std::size_t i = 0; i < std::max<std::size_t>(lines, 1); ++i) {
            const std::size_t at = f.offset + i * bytes_a_line;
            const std::size_t n = std::min(bytes_a_line, f.offset + f.size - at);
            fmt::format_to(std::back_inserter(to), "  {:>5}  {:<{}}", at, hex(at, n), 3 * bytes_a_line);
            if (i == 0) meaning(to, f);
            if (i + 1 == most_lines && lines < all_lines) to += " ...";
            while (to.back() == ' ') to.pop_back();
            to += '\n';
        }
        for (unsigned b = 0; f.numeric && b < f.info.bit_count; ++b) {
            const trackwire::bit_name& bit = f.info.bits[b];
            fmt::format_to(std::back_inserter(to), "  {:>5}  {:<{}} bit {} = {}  {}\n", "", "", 3 * bytes_a_line,
                           bit.bit, f.value >> bit.bit & 1U, std::string_view(bit.meaning));
        }
    }
    void meaning(std::string& to, const trackwire::field_entry& f) {
        fmt::format_to(std::back_inserter(to), " {:<24} ", std::string_view(f.info.field));
        const std::string_view kind = kind_names[static_cast<unsigned>(f.kind)];
        if (f.numeric) {
            fmt::format_to(std::back_inserter(to), "{} ", f.value);
        } else if (const std::string quoted = text(f); !quoted.empty() && f.kind != trackwire::field_kind::check) {
            fmt::format_to(std::back_inserter(to), "\"{}\" ", quoted);
        }
        if (const std::string_view unit = f.info.unit; !unit.empty()) {
            const bool factor = unit.front() >= '0' && unit.front() <= '9';  // "0.1 km/h"
            fmt::format_to(std::back_inserter(to), "{}{} ", factor ? "x " : "", unit);
        }
        if (!kind.empty()) fmt::format_to(std::back_inserter(to), "({})", kind);
    }
    [[nodiscard]] std::string hex(std::size_t offset, std::size_t size) const {
        std::string digits;
        for (std::size_t i = offset; i < offset + size; ++i) {
            fmt::format_to(std::back_inserter(digits), "{}{:02x}", i == offset ? "" : " ",
                           secret_[i] ? 0x2A : frame_[i]);
        }
        return digits;
    }
    /// The field as text, if all of it is printable.
    [[nodiscard]] std::string text(const trackwire::field_entry& f) const {
        std::string characters;
        for (std::size_t i = f.offset; i < f.offset + f.size; ++i) {
            const char c = secret_[i] ? '*' : static_cast<char>(frame_[i]);
            if (c < 0x20 || c > 0x7E) return {};
            characters += c;
        }
        return characters;
    }

    trackwire::json_options json_;
    output& out_;
    cells values_;
    trackwire::bytes_view frame_;
    trackwire::verdict verdict_;
    bool open_ = false;
    std::vector<trackwire::field_entry> fields_;
    std::vector<bool> secret_;  ///< of each byte of the frame
    std::string place_;
    std::string messages_;
};

/// A registry that tells an `explanation` where frames begin and end.
template <class Registry>
struct explained : Registry {
    template <class Trace>
    static void decode(trackwire::bytes_view frame, const trackwire::verdict& v, trackwire::decode_context& context,
                       Trace& trace, trackwire::message_sink& sink) {
        trace.begin_frame(frame, v);
        Registry::decode(frame, v, context, trace, sink);
        trace.end_frame();
    }
};

}  // namespace support
