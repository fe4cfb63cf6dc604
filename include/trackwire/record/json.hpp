// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// A message as one JSON object in a caller's buffer, keys and order as the record contract has them.
/// Nothing is truncated silently; secrets are masked unless asked for.

#include <trackwire/core/output.hpp>
#include <trackwire/record/message.hpp>
#include <trackwire/record/utf8.hpp>

#include <cstring>
#include <type_traits>

namespace trackwire::inline v0 {

/// Key names and units of other systems (record.md 11).
enum class profile : std::uint8_t { trackwire, traccar, flespi };

/// The key of an attribute in a profile; its own where the other system has none.
[[nodiscard]] constexpr name key_of(attribute a, profile names) noexcept {
    const attribute_info& i = info(a);
    const name alias = names == profile::traccar ? i.traccar : names == profile::flespi ? i.flespi : name();
    return alias.empty() ? i.key : alias;
}

/// How its value is written there.
[[nodiscard]] constexpr alias_unit unit_of(attribute a, profile names) noexcept {
    switch (info(a).unit_there) {
        case alias_unit::same: return alias_unit::same;
        case alias_unit::knots:
        case alias_unit::metres: return names == profile::traccar ? info(a).unit_there : alias_unit::same;
        case alias_unit::seconds: return names == profile::flespi ? alias_unit::seconds : alias_unit::same;
        case alias_unit::flag: return names == profile::trackwire ? alias_unit::same : alias_unit::flag;
    }
    return alias_unit::same;
}

/// What a caller of the writers chooses; without any of it the record stands alone, secrets masked.
struct json_options {
    std::uint64_t line = 0;     ///< 1-based input line; 0: absent
    name flow{};                ///< of a capture; empty: absent
    std::uint64_t packet = 0;   ///< of a capture; 0: absent
    std::uint64_t origin = 0;   ///< where `line` begins in the stream: `offset` counts from there
    maybe<time_ms> now{};       ///< for replies that hold the time of day
    bool hex = false;           ///< wire bytes on every message, photo data too
    bool show_secrets = false;  ///< passwords in clear
    trackwire::profile profile = profile::trackwire;
};

/// Walks over the keys and values of a message in the order of the contract. `Writer` provides
/// `key(const extra_key&)`, then one value: `boolean`, `decimal`, a text (`open_text`, `character` or `code_unit` ...,
/// `close_text`), or a list (`open_list`, `item` before each value, `close_list`); see json_writer and cell_writer.
template <class Writer>
class message_walker {
public:
    constexpr message_walker(const message& m, const json_options& options, Writer& out) noexcept
        : m_(m), options_(options), out_(out) {}

    constexpr void walk() noexcept {
        envelope();
        range(0, number_of(attribute::serial) + 1);
        reply();
        fault();
        range(number_of(attribute::serial) + 1, number_of(attribute::link_rssi));
        lists(list_place::cells);
        range(number_of(attribute::link_rssi), number_of(attribute::jointech_data_type));
        sets();
        range(number_of(attribute::jointech_data_type), number_of(attribute::raw_status));
        lists(list_place::vendor);
        range(number_of(attribute::raw_status), attribute_count);
        lists(list_place::unknown);
        if (options_.hex || is_bad(m_.kind)) { wire_hex(); }
    }

private:
    struct visitor final : extra_visitor {
        message_walker& w;
        constexpr explicit visitor(message_walker& of) noexcept : w(of) {}
        constexpr void number(const extra_key& key, std::int64_t n) noexcept override {
            w.out_.key(key);
            w.out_.decimal(n, 0);
        }
        constexpr void text(const extra_key& key, const text_value& t) noexcept override {
            if (t.bytes.empty()) { return; }  // no key ever holds an empty text
            w.out_.key(key);
            w.text(t);
        }
    };

    static constexpr unsigned number_of(attribute a) noexcept { return static_cast<unsigned>(a); }
    static_assert(number_of(attribute::serial) < number_of(attribute::link_rssi) &&
                  number_of(attribute::link_rssi) < number_of(attribute::jointech_data_type) &&
                  number_of(attribute::jointech_data_type) < number_of(attribute::raw_status));

    /// The attributes of the table from line `from` up to line `end`.
    constexpr void range(unsigned from, unsigned end) noexcept {
        for (unsigned i = m_.next_present(from); i < end; i = m_.next_present(i + 1)) {
            one(static_cast<attribute>(i));
        }
    }

    constexpr void lists(list_place place) noexcept {
        visitor v(*this);
        m_.visit_lists(v, place);
    }

    constexpr void key(name k) noexcept { out_.key(k); }
    constexpr void integer(name k, std::uint64_t v) noexcept {
        key(k);
        out_.decimal(static_cast<std::int64_t>(v), 0);
    }
    constexpr void string(name k, name text) noexcept {
        key(k);
        word(text);
    }

    constexpr void envelope() noexcept {
        if (options_.line != 0) { integer("line", options_.line); }
        if (!options_.flow.empty()) { string("flow", options_.flow); }
        if (options_.packet != 0) { integer("packet", options_.packet); }
        integer("offset", m_.offset - options_.origin);
        if (m_.part != 0) { integer("part", m_.part); }
        if (m_.protocol != nullptr) { string("protocol", m_.protocol->id); }
        string("message", message_kind_names[static_cast<unsigned>(m_.kind)]);
        if (m_.kind == message_kind::ambiguous) {
            key("candidates");
            out_.open_list();
            for (const protocol_info* p : m_.candidates) {
                if (p != nullptr) { item(p->id); }
            }
            out_.close_list();
        }
        if (m_.kind == message_kind::unrecognised) {
            if (m_.candidates[0] != nullptr) { string("nearest", m_.candidates[0]->id); }
            char text[160] = {};
            char_output spelled(text, sizeof text);
            write_reason(m_.error, m_.frame, spelled);
            string("reason", {text, spelled.overflowed() ? sizeof text : spelled.size()});
        }
    }
    constexpr void item(name text) noexcept {
        out_.item();
        word(text);
    }

    constexpr void reply() noexcept {
        if (!m_.reply) { return; }
        const bool masked = m_.reply.secret && !options_.show_secrets;
        const bool without = m_.reply.binary && (masked || (m_.reply.needs_time && !options_.now));
        std::uint8_t bytes[max_reply];
        const result<std::size_t> n = m_.reply.encode(bytes, sizeof bytes, {options_.now, masked});
        if (!without && n) {
            key(m_.reply.binary ? name("reply.hex") : name("reply.text"));
            out_.open_text();
            if (m_.reply.binary) {
                hex_digits({bytes, *n});
            } else {
                out_.characters(bytes, *n);
            }
            out_.close_text();
        }
        if (masked) {
            key("reply.masked");
            out_.boolean(true);
        }
    }

    constexpr void fault() noexcept {
        if (!m_.error || m_.kind == message_kind::unrecognised) { return; }
        string("error", to_text(m_.error.code));
        if (!m_.error.field.empty()) { string("error.field", m_.error.field); }
        integer("error.offset", m_.error.offset);
        if (m_.error_count > 1) { integer("error.count", m_.error_count); }
    }

    constexpr void sets() noexcept {
        if (!m_.events.empty()) {
            key("events");
            out_.open_list();
            for (const event& e : m_.events) {
                char text[48] = {};
                char_output spelled(text, sizeof text);
                write_name(e, spelled);
                item({text, spelled.size()});
            }
            out_.close_list();
        }
        if (!m_.alarms.empty()) {
            key("alarms");
            out_.open_list();
            for (const alarm a : m_.alarms) { item(alarm_names[static_cast<unsigned>(a)]); }
            out_.close_list();
        }
    }

    constexpr void wire_hex() noexcept {
        key("hex");
        out_.open_text();
        characters({m_.frame, text_form::hex});
        out_.close_text();
    }

    [[nodiscard]] constexpr bool hidden(const std::uint8_t* wire) const noexcept {
        return !options_.show_secrets && m_.has_secrets() && m_.is_secret(wire);
    }

    constexpr void one(attribute a) noexcept {
        if (a == attribute::photo_data && !options_.hex) { return; }
        const attribute_info& i = info(a);
        if (options_.profile == profile::trackwire) {
            key(i.key);
            return value_of(i, m_[a]);
        }
        key(key_of(a, options_.profile));
        const alias_unit unit = unit_of(a, options_.profile);
        unit == alias_unit::same ? value_of(i, m_[a]) : converted(i, m_[a].number(), unit);
    }

    constexpr void value_of(const attribute_info& i, const value& v) noexcept {
        switch (i.type) {
            case attribute_type::boolean: return out_.boolean(v.number() != 0);
            case attribute_type::integer: return out_.decimal(v.number(), 0);
            case attribute_type::decimal: return out_.decimal(v.number(), i.parameter);
            case attribute_type::digits: return padded(v.number(), i.parameter, 10);
            case attribute_type::hex_number: return padded(v.number(), i.parameter, 16);
            case attribute_type::bits: return bits(v.number(), i.parameter);
            case attribute_type::utc: return time(v.number(), true);
            case attribute_type::local: return time(v.number(), false);
            case attribute_type::word: return word(i.words[v.number()]);
            case attribute_type::text: return text(v.text());
            case attribute_type::list: return list(v.text());
            case attribute_type::words: return words(v.number(), i);
        }
    }
    constexpr void converted(const attribute_info& i, std::int64_t n, alias_unit unit) noexcept {
        switch (unit) {
            case alias_unit::same: return;
            case alias_unit::knots: return out_.decimal(divide_rounded(n * 1000, 1852), i.parameter);
            case alias_unit::metres: return out_.decimal(n * 1000, i.parameter);
            case alias_unit::seconds: return out_.decimal(n, 3);
            case alias_unit::flag: return out_.boolean(n == 0);
        }
    }
    constexpr void padded(std::int64_t v, unsigned width, unsigned base) noexcept {
        out_.open_text();
        for (unsigned i = width; i > 0; --i) {
            std::int64_t digit = v;
            for (unsigned k = 1; k < i; ++k) { digit /= base; }
            out_.character(static_cast<std::uint8_t>(to_hex_digit(static_cast<unsigned>(digit % base))));
        }
        out_.close_text();
    }
    constexpr void bits(std::int64_t v, unsigned width) noexcept {
        out_.open_text();
        for (unsigned i = 0; i < width; ++i) { out_.character((v >> i & 1) != 0 ? '1' : '0'); }
        out_.close_text();
    }
    constexpr void time(time_ms t, bool utc) noexcept {
        const civil_time c = to_civil(t);
        char text[48];
        char_output out(text, sizeof text);
        out.number(c.year, 4);
        char rest[20];
        char* p = rest;
        const auto part = [&p](char before, unsigned v) {
            *p++ = before;
            *p++ = static_cast<char>('0' + v / 10);
            *p++ = static_cast<char>('0' + v % 10);
        };
        part('-', c.month);
        part('-', c.day);
        part('T', c.hour);
        part(':', c.minute);
        part(':', c.second);
        part('.', c.millisecond / 10);
        *p++ = static_cast<char>('0' + c.millisecond % 10);
        if (utc) { *p++ = 'Z'; }
        out.append(rest, static_cast<std::size_t>(p - rest));
        word({text, out.size()});
    }
    constexpr void word(name w) noexcept {
        out_.open_text();
        out_.characters(w.data, w.size);
        out_.close_text();
    }
    constexpr void words(std::int64_t mask, const attribute_info& i) noexcept {
        out_.open_list();
        for (unsigned b = 0; b < i.parameter; ++b) {
            if ((mask >> b & 1) != 0) { item(i.words[b]); }
        }
        out_.close_list();
    }

    /// A text; a secret inside shows as `******`, in hex forms as `2a`.
    constexpr void text(const text_value& t) noexcept {
        out_.open_text();
        characters(t);
        out_.close_text();
    }
    constexpr void characters(const text_value& t) noexcept {
        if (t.form == text_form::utf16_be) { return utf16(t.bytes); }
        if (plain_characters(t)) { return; }
        const bool as_hex = t.form == text_form::hex || t.form == text_form::upper_hex;
        bool masking = false;
        bool high = true;
        utf8_check check;
        if (!as_hex && t.form != text_form::bcd) {
            spell(t, [&](std::uint8_t c, const std::uint8_t*) { check.take(c); });
        }
        out_.begin_characters(check.sound());
        spell(t, [&](std::uint8_t c, const std::uint8_t* wire) {
            if (!hidden(wire)) {
                masking = false;
                out_.character(c);
            } else if (as_hex) {
                out_.character(high ? '2' : 'a');
                high = !high;
            } else if (!masking) {
                masking = true;
                mask();
            }
        });
        out_.end_characters();
    }
    /// The usual texts as a whole: nothing to unescape, to mask or to spell otherwise. False: nothing was written.
    constexpr bool plain_characters(const text_value& t) noexcept {
        if (t.bytes.scheme() != escape::none || (m_.has_secrets() && !options_.show_secrets)) { return false; }
        const bytes_view bytes = t.bytes.wire();
        if (t.form == text_form::hex || t.form == text_form::bcd) {
            hex_digits(bytes);
            return true;
        }
        if (t.form != text_form::plain || Writer::plain_run(bytes.data(), bytes.size()) != bytes.size()) {
            return false;
        }
        out_.characters(bytes.data(), bytes.size());
        return true;
    }
    constexpr void hex_digits(bytes_view bytes) noexcept {
        constexpr std::size_t piece = 32;
        char digits[2 * piece];
        for (std::size_t at = 0; at < bytes.size(); at += piece) {
            const bytes_view some = bytes.sub(at, piece);
            spell_hex(some, digits);
            out_.characters(digits, 2 * some.size());
        }
    }
    constexpr void utf16(const wire_view& bytes) noexcept {
        unsigned unit = 0;
        bool low = false;
        bool masking = false;
        for (auto it = bytes.begin(); it != bytes.end(); ++it) {
            unit = low ? unit << 8U | *it : *it;
            if (low && !hidden(it.wire())) {
                masking = false;
                out_.code_unit(unit);
            } else if (low && !masking) {
                masking = true;
                mask();
            }
            low = !low;
        }
    }
    constexpr void mask() noexcept {
        for (const char star : name("******")) { out_.character(static_cast<std::uint8_t>(star)); }
    }

    constexpr void list(const text_value& t) noexcept {
        out_.open_list();
        switch (t.form) {
            case text_form::i16_list: numbers(t.bytes, true); break;
            case text_form::u16_list: numbers(t.bytes, false); break;
            case text_form::u16_pair_swapped: {
                const wire_view& b = t.bytes;
                out_.item();
                out_.decimal(b.at(2) << 8U | b.at(3), 0);
                out_.item();
                out_.decimal(b.at(0) << 8U | b.at(1), 0);
                break;
            }
            default: fields(t); break;
        }
        out_.close_list();
    }
    constexpr void numbers(const wire_view& bytes, bool is_signed) noexcept {
        unsigned unit = 0;
        bool low = false;
        for (const std::uint8_t b : bytes) {
            unit = low ? unit << 8U | b : b;
            if (low) {
                out_.item();
                out_.decimal(is_signed ? static_cast<std::int16_t>(unit) : static_cast<std::int64_t>(unit), 0);
            }
            low = !low;
        }
    }
    constexpr void fields(const text_value& t) noexcept {
        const bool bars = t.form == text_form::bar_list || t.form == text_form::wifi_list;
        field_walker walker(t.bytes.wire(), bars ? '|' : ',');
        while (!walker.done()) {
            const bytes_view field = walker.next();
            out_.item();
            if (t.form == text_form::hex_list) {
                out_.decimal(parse_hex(field).value, 0);
            } else if (t.form == text_form::volts_list) {
                out_.decimal(divide_rounded(parse_hex(field).value * 600, 1024), 2);
            } else if (t.form == text_form::wifi_list) {
                network(field);
            } else {
                text({field, text_form::plain});
            }
        }
    }
    /// `mac;ssid;rssi`, the name spelled out.
    constexpr void network(bytes_view field) noexcept {
        field_walker parts(field, ';');
        const bytes_view address = parts.next();
        const bytes_view ssid = parts.next();
        const bool spelled = is_hex_utf16(ssid);
        out_.open_text();
        characters({address, text_form::plain});
        if (spelled) {
            out_.character(';');
            for (std::size_t i = 0; i < ssid.size(); i += 4) {
                out_.code_unit(static_cast<unsigned>(parse_hex(ssid.sub(i, 4)).value));
            }
        }
        characters({field.sub(address.size() + (spelled ? 1 + ssid.size() : 0)), text_form::plain});
        out_.close_text();
    }
    static constexpr bool is_hex_utf16(bytes_view text) noexcept {
        for (const std::uint8_t c : text) {
            if (hex_digit(c) < 0) { return false; }
        }
        return !text.empty() && text.size() % 4 == 0;
    }

    /// The longest answer: a JT/T 808 body of 1023 bytes and its header, every byte escaped.
    static constexpr std::size_t max_reply = 2112;

    const message& m_;
    const json_options& options_;
    Writer& out_;
};

/// Spells a key: stem, number, occurrence.
constexpr void write_key(const extra_key& k, char_output& out) noexcept {
    out.put(k.stem);
    switch (k.number_style) {
        case extra_key::style::none: break;
        case extra_key::style::decimal: out.number(k.number); break;
        case extra_key::style::hex8:
            out.hex(static_cast<std::uint8_t>(k.number >> 24U));
            out.hex(static_cast<std::uint8_t>(k.number >> 16U & 0xFFU));
            [[fallthrough]];
        case extra_key::style::hex4: out.hex(static_cast<std::uint8_t>(k.number >> 8U & 0xFFU)); [[fallthrough]];
        case extra_key::style::hex2: out.hex(static_cast<std::uint8_t>(k.number & 0xFFU)); break;
    }
    if (k.occurrence > 1) {
        out.put('_');
        out.number(k.occurrence);
    }
    out.put(k.tail);
}

/// Writes JSON tokens.
class json_writer : public utf8_writer<json_writer> {
public:
    using utf8_writer::utf8_writer;

    constexpr void begin() noexcept { out_.put('{'); }
    constexpr void end() noexcept { out_.put('}'); }
    constexpr void key(const extra_key& k) noexcept {
        if (!first_) { out_.put(','); }
        first_ = false;
        out_.put('"');
        write_key(k, out_);
        out_.put(name("\":"));
    }
    constexpr void key(name k) noexcept {
        char* const p = !first_ && !std::is_constant_evaluated() ? out_.reserve(k.size + 4) : nullptr;
        if (p == nullptr) { return key(extra_key{k, 0, {}, 1, {}}); }
        p[0] = ',';
        p[1] = '"';
        std::memcpy(p + 2, k.data, k.size);
        p[k.size + 2] = '"';
        p[k.size + 3] = ':';
    }
    constexpr void boolean(bool v) noexcept { out_.put(v ? name("true") : name("false")); }
    constexpr void decimal(std::int64_t steps, unsigned decimals) noexcept { out_.decimal(steps, decimals); }
    constexpr void open_list() noexcept {
        out_.put('[');
        first_item_ = true;
    }
    constexpr void item() noexcept {
        if (!first_item_) { out_.put(','); }
        first_item_ = false;
    }
    constexpr void close_list() noexcept { out_.put(']'); }
    constexpr void open_text() noexcept { out_.put('"'); }
    constexpr void close_text() noexcept {
        flush();
        out_.put('"');
    }

    /// See utf8_writer: printable ASCII without quotes and backslashes.
    template <class Byte>
    static constexpr std::size_t plain_run(const Byte* p, std::size_t n) noexcept {
        std::size_t i = 0;
        for (; i + 8 <= n; i += 8) {
            const std::uint64_t w = load_characters(p + i);
            const std::uint64_t low = (w - word::ones * 0x20) & ~w;  // below 0x20, or wrong behind such a one
            const std::uint64_t high = w | (w + word::ones);         // 0x7F and above, likewise
            const std::uint64_t quoted = word::zeros(w ^ word::ones * '"') | word::zeros(w ^ word::ones * '\\');
            const std::uint64_t marks = ((low | high) & word::tops) | quoted;
            if (marks != 0) { return i + word::first(marks); }
        }
        while (i < n && is_printable(static_cast<std::uint8_t>(p[i])) && p[i] != '"' && p[i] != '\\') { ++i; }
        return i;
    }

private:
    friend class utf8_writer<json_writer>;

    constexpr void ascii(std::uint8_t c) noexcept {
        switch (c) {
            case '"': return out_.put(name("\\\""));
            case '\\': return out_.put(name("\\\\"));
            case '\n': return out_.put(name("\\n"));
            case '\r': return out_.put(name("\\r"));
            case '\t': return out_.put(name("\\t"));
            default: break;
        }
        if (c < 0x20 || c == 0x7F) {
            out_.put(name("\\u00"));
            out_.hex(c);
            return;
        }
        out_.put(static_cast<char>(c));
    }

    bool first_ = true;
    bool first_item_ = true;
};

/// Writes `m` as one JSON object, without a line end. Errors: `no_space`, with the needed length as offset.
[[nodiscard]] constexpr result<std::size_t> write_json(const message& m, const json_options& options, char* buffer,
                                                       std::size_t capacity) noexcept {
    char_output out(buffer, capacity);
    json_writer writer(out);
    writer.begin();
    message_walker<json_writer>(m, options, writer).walk();
    writer.end();
    return out.finish();
}

}  // namespace trackwire::inline v0
