// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Messages as CSV: the union of the keys of all messages as columns, so the input is read twice.

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/presenter.hpp"

namespace support {

/// Collects the columns in the first reading and writes the rows in the second.
class csv final : public presenter {
public:
    csv(const trackwire::json_options& json, output& out) : json_(json), out_(out) {}

    void on(const trackwire::message& m, std::uint64_t line, std::uint64_t origin) override {
        json_.line = line;
        json_.origin = origin;
        values_.read(m, json_);
        if (writing_) {
            row();
        } else {
            for (std::size_t i = 0; i < values_.size(); ++i) {
                const std::string_view key = values_.key(i);
                if (columns_.find(key) == columns_.end()) {
                    columns_.emplace(key, columns_.size());
                    seen_.emplace_back(key);
                }
            }
        }
    }
    /// The first reading is over: puts the columns in order and writes their names.
    void begin_rows() {
        writing_ = true;
        const std::vector<std::string> known = order_of_keys(json_.profile);
        std::stable_sort(seen_.begin(), seen_.end(), [&](const std::string& a, const std::string& b) {
            const auto left = rank(a, known);
            const auto right = rank(b, known);
            return left != right ? left < right : a.starts_with("unknown.") && a < b;
        });
        for (std::size_t i = 0; i < seen_.size(); ++i) columns_[seen_[i]] = i;
        line(seen_);
    }

private:
    // Where keys without a line in the attribute table stand.
    static constexpr std::string_view further_cells = "cell.<n>";
    static constexpr std::string_view of_vendor = "<vendor>";

    /// The place of a key, and the number in it.
    static std::pair<std::size_t, int> rank(const std::string& key, const std::vector<std::string>& known) {
        const auto place = [&](std::string_view k) {
            return static_cast<std::size_t>(std::find(known.begin(), known.end(), k) - known.begin());
        };
        if (key == "hex") return {known.size() + 1, 0};
        if (key.starts_with("unknown.")) return {known.size(), 0};
        if (const std::size_t own = place(key); own < known.size()) return {own, 0};
        if (key.starts_with("cell.")) return {place(further_cells), std::atoi(key.c_str() + 5)};
        return {place(of_vendor), 0};
    }
    /// The keys of the contract in their order, as `message_walker` writes them.
    static std::vector<std::string> order_of_keys(trackwire::profile names) {
        using trackwire::attribute;
        std::vector<std::string> keys{"line",     "flow",    "packet",     "offset",  "part",
                                      "protocol", "message", "candidates", "nearest", "reason"};
        for (unsigned i = 0; i < trackwire::attribute_count; ++i) {
            if (static_cast<attribute>(i) == attribute::link_rssi) keys.emplace_back(further_cells);
            if (static_cast<attribute>(i) == attribute::jointech_data_type) {
                keys.insert(keys.end(), {"events", "alarms"});
            }
            if (static_cast<attribute>(i) == attribute::raw_status) keys.emplace_back(of_vendor);
            keys.push_back(key_of(static_cast<attribute>(i), names));
            if (static_cast<attribute>(i) == attribute::serial) {
                keys.insert(keys.end(), {"reply.text", "reply.hex", "reply.masked", "error", "error.field",
                                         "error.offset", "error.count"});
            }
        }
        return keys;
    }

    void row() {
        fields_.assign(seen_.size(), {});
        for (std::size_t i = 0; i < values_.size(); ++i) {
            const auto column = columns_.find(values_.key(i));
            if (column != columns_.end()) fields_[column->second] = values_.value(i);
        }
        line(fields_);
    }
    template <class Strings>
    void line(const Strings& strings) {
        bool first = true;
        for (const std::string_view text : strings) {
            if (!first) out_.text() += ',';
            first = false;
            if (text.empty()) continue;
            const auto write = [&](char* buffer, std::size_t capacity) {
                trackwire::char_output field(buffer, capacity);
                trackwire::write_csv_field({text.data(), text.size()}, field);
                return field.finish();
            };
            append_growing(out_.text(), write, text.size() + 2);
        }
        out_.text() += '\n';
        out_.settle();
    }

    trackwire::json_options json_;
    output& out_;
    cells values_;
    bool writing_ = false;
    std::map<std::string, std::size_t, std::less<>> columns_;
    std::vector<std::string> seen_;
    std::vector<std::string_view> fields_;
};

}  // namespace support
