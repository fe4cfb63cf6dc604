// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Messages as a table for people: time, device, where, what happened.

#include <charconv>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "support/presenter.hpp"

namespace support {

/// One line a message, colours only on request.
class table final : public presenter {
public:
    table(const trackwire::json_options& json, bool colours, output& out) : json_(json), colours_(colours), out_(out) {
        json_.profile = trackwire::profile::trackwire;
    }

    void on(const trackwire::message& m, std::uint64_t line, std::uint64_t origin) override {
        json_.line = line;
        json_.origin = origin;
        values_.read(m, json_);
        std::string& to = out_.text();
        if (!header_) {
            header_ = true;
            paint(to, bold, fmt::format("{:<20}  {:<15}  {:<28}  {}", "TIME", "DEVICE", "WHERE", "WHAT HAPPENED"));
            to += '\n';
        }
        column(to, time(), 20);
        column(to, std::string(values_["device.id"]), 15);
        column(to, where(), 28);
        what(to, m);
        to += '\n';
        out_.settle();
    }

private:
    static constexpr std::string_view bold = "\x1b[1m";
    static constexpr std::string_view red = "\x1b[31m";
    static constexpr std::string_view yellow = "\x1b[33m";
    static constexpr std::string_view green = "\x1b[32m";
    static constexpr std::string_view none = "";

    void paint(std::string& to, std::string_view colour, std::string_view text) const {
        const bool coloured = colours_ && !colour.empty();
        if (coloured) to += colour;
        append_visible(to, text);
        if (coloured) to += "\x1b[0m";
    }
    static void column(std::string& to, const std::string& text, std::size_t width) {
        const std::size_t before = to.size();
        append_visible(to, text.empty() ? "-" : text);
        const std::size_t used = to.size() - before;
        to.append(used < width ? width - used + 2 : 2, ' ');
    }

    /// 2021-04-18 16:22:59Z; without Z if the zone is not known.
    [[nodiscard]] std::string time() const {
        std::string_view iso = values_["time"];
        const bool utc = !iso.empty();
        if (!utc) iso = values_["time.local"];
        if (iso.size() < 19) return {};
        return fmt::format("{} {}{}", iso.substr(0, 10), iso.substr(11, 8), utc ? "Z" : "");
    }
    [[nodiscard]] std::string where() const {
        const auto number = [&](std::string_view key) {
            const std::string_view text = values_[key];
            double value = 0;
            std::from_chars(text.data(), text.data() + text.size(), value);
            return value;
        };
        std::string text;
        if (!values_["position.latitude"].empty()) {
            text = fmt::format("{}{:.5f}, {:.5f}", values_["position.source"] == "gnss" ? "" : "~",
                               number("position.latitude"), number("position.longitude"));
            if (const double speed = number("position.speed"); speed > 0) text += fmt::format(" {:.0f} km/h", speed);
        } else if (!values_["cell.id"].empty()) {
            text = fmt::format("cell {}/{}/{}/{}", values_["cell.mcc"], values_["cell.mnc"], values_["cell.lac"],
                               values_["cell.id"]);
        }
        return text;
    }

    void what(std::string& to, const trackwire::message& m) {
        const bool bad = is_bad(m.kind);
        paint(to, bad ? red : none, words(values_["message"]));
        if (bad) { paint(to, none, fmt::format(", {} at {}", bytes_text(m.frame.size()), place())); }
        part(to, green, ": ", words(values_["events"]));
        part(to, yellow, ", alarm ", words(values_["alarms"]));
        part(to, none, ": ", values_["command"]);
        part(to, none, " ", values_["fields"]);
        part(to, none, ": ", values_["text"]);
        part(to, none, " ", values_["firmware"]);
        part(to, none, " ", values_["photo.size"], " bytes");
        part(to, none, " of ", values_["photo.length"], " bytes");
        part(to, none, " at ", values_["photo.offset"]);
        part(to, none, ", card ", values_["unlock.card"]);
        part(to, none, ", lock ", values_["lock.state"]);
        part(to, none, ", valve ", values_["valve.state"]);
        part(to, none, ", battery ", values_["battery.level"], " %");
        part(to, none, ", ", values_["temperature"], " C");
        part(to, none, ", via ", values_["relay.id"]);
        if (values_["stored"] == "true") to += ", stored";
        if (!values_["error"].empty()) {
            to += ", ";
            paint(to, red, values_["error"]);
            part(to, red, ": ", values_["error.field"]);
            part(to, red, " at byte ", values_["error.offset"]);
        }
        part(to, none, ", nearest ", values_["nearest"]);
        part(to, none, ", ", values_["reason"]);
        part(to, none, ", ", values_["candidates"]);
    }
    [[nodiscard]] std::string place() const {
        const std::string_view line = values_["line"];
        return line.empty() ? fmt::format("offset {}", values_["offset"])
                            : fmt::format("line {}, offset {}", line, values_["offset"]);
    }
    void part(std::string& to, std::string_view colour, std::string_view before, std::string_view text,
              std::string_view behind = {}) const {
        if (text.empty()) return;
        to += before;
        paint(to, colour, text);
        to += behind;
    }
    /// rope_cut;low_battery becomes "rope cut, low battery".
    [[nodiscard]] static std::string words(std::string_view text) {
        std::string plain;
        for (const char c : text) {
            if (c == ';') {
                plain += ", ";
            } else {
                plain += c == '_' ? ' ' : c;
            }
        }
        return plain;
    }

    trackwire::json_options json_;
    bool colours_;
    output& out_;
    cells values_;
    bool header_ = false;
};

}  // namespace support
