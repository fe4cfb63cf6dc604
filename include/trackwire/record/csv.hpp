// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// A message as cells for tables and CSV files: each value as plain text, the items of an array joined with ';'.
/// Keys, order and masking are those of the JSON writer.

#include <trackwire/record/json.hpp>

namespace trackwire::inline v0 {

/// Collects the cells of one message and calls `cell(name key, name value)` for each.
template <class Function>
class cell_writer : public utf8_writer<cell_writer<Function>> {
public:
    constexpr cell_writer(char_output& out, Function& cell) noexcept : utf8_writer<cell_writer>(out), cell_(cell) {}

    constexpr void key(const extra_key& k) {
        finish();
        char_output spelled(key_, sizeof key_);
        write_key(k, spelled);
        key_size_ = spelled.overflowed() ? sizeof key_ : spelled.size();
        begin_ = this->out_.size();
    }
    /// Reports the last cell.
    constexpr void finish() {
        if (key_size_ != 0 && !this->out_.overflowed()) {
            cell_(name(key_, key_size_), name(this->out_.data() + begin_, this->out_.size() - begin_));
        }
        key_size_ = 0;
    }

    constexpr void key(name k) { key(extra_key{k, 0, {}, 1, {}}); }

    constexpr void boolean(bool v) noexcept { this->out_.put(v ? name("true") : name("false")); }
    constexpr void decimal(std::int64_t steps, unsigned decimals) noexcept { this->out_.decimal(steps, decimals); }
    constexpr void open_list() noexcept { first_item_ = true; }
    constexpr void item() noexcept {
        if (!first_item_) { this->out_.put(';'); }
        first_item_ = false;
    }
    constexpr void close_list() noexcept {}
    constexpr void open_text() noexcept {}
    constexpr void close_text() noexcept { this->flush(); }

    /// See utf8_writer.
    template <class Byte>
    static constexpr std::size_t plain_run(const Byte* p, std::size_t n) noexcept {
        std::size_t i = 0;
        while (i < n && static_cast<std::uint8_t>(p[i]) < 0x80) { ++i; }
        return i;
    }

private:
    friend class utf8_writer<cell_writer>;
    constexpr void ascii(std::uint8_t c) noexcept { this->out_.put(static_cast<char>(c)); }

    Function& cell_;
    char key_[96] = {};
    std::size_t key_size_ = 0;
    std::size_t begin_ = 0;
    bool first_item_ = true;
};

/// Calls `cell(name key, name value)` for each key of `m` in the order of the record. Values are written into `buffer`
/// one behind the other; a key lives for the call, the values as long as the buffer.
/// Errors: `no_space`, with the needed length as offset; cells that do not fit are not reported.
template <class Function>
constexpr result<std::size_t> for_each_cell(const message& m, const json_options& options, char* buffer,
                                            std::size_t capacity, Function&& cell) {
    char_output out(buffer, capacity);
    cell_writer<Function> writer(out, cell);
    message_walker<cell_writer<Function>>(m, options, writer).walk();
    writer.finish();
    return out.finish();
}

/// Writes `text` as a field of a CSV file (RFC 4180): in quotes where it holds a comma, a quote or a line end.
constexpr void write_csv_field(name text, char_output& out) noexcept {
    bool quoted = false;
    for (const char c : text) { quoted = quoted || c == ',' || c == '"' || c == '\r' || c == '\n'; }
    if (!quoted) { return out.put(text); }
    out.put('"');
    for (const char c : text) {
        if (c == '"') { out.put('"'); }
        out.put(c);
    }
    out.put('"');
}

}  // namespace trackwire::inline v0
