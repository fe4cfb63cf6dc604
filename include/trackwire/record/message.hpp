// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// A decoded message: kind, protocol, attributes, alarms, events, error, reply. It is a view: everything in it refers
/// to the frame and lives for the sink's call. Copy out what is to be kept (`to_fixed_text`, the accessors' numbers).

#include <trackwire/core/frame.hpp>
#include <trackwire/record/attributes.hpp>
#include <trackwire/record/reply.hpp>
#include <trackwire/record/value.hpp>

#include <type_traits>

namespace trackwire::inline v0 {

/// Key of an element of open-ended lists: unknown TLVs, surplus fields, further cells.
/// Written as `<stem><number in hex or decimal>[_<occurrence>]<tail>`.
struct extra_key {
    name stem;
    std::uint32_t number = 0;
    enum class style : std::uint8_t { none, decimal, hex2, hex4, hex8 } number_style = style::none;
    unsigned occurrence = 1;
    name tail;
};

/// Receives the elements of open-ended lists.
class extra_visitor {
public:
    constexpr virtual void number(const extra_key&, std::int64_t) noexcept = 0;
    constexpr virtual void text(const extra_key&, const text_value&) noexcept = 0;

protected:
    constexpr ~extra_visitor() = default;
};

class message;

/// Where the keys of an open-ended list stand in the output.
enum class list_place : std::uint8_t {
    cells,    ///< `cell.<n>.*`: behind the first cell
    vendor,   ///< behind the vendor keys of the table
    unknown,  ///< at the end
};

/// An open-ended list: walked anew by `walk` whenever somebody wants its elements, kept nowhere.
struct extra_list {
    void (*walk)(const message&, const extra_list&, extra_visitor&) = nullptr;
    wire_view bytes;
    std::uint32_t argument = 0;
    list_place place = list_place::unknown;
};

/// One message: what kind it is, whose, what the table's attributes say, and what to answer. Codecs fill it in,
/// programs read it. Nothing that a codec puts in is lost without a word: what finds no room is a `fault`. Lifetime:
/// everything in it refers to the frame and is gone after the sink's call; a message cannot be copied.
class message {
public:
    message_kind kind = message_kind::unknown;
    const protocol_info* protocol = nullptr;  ///< nullptr: unrecognised
    bytes_view frame;                         ///< the wire bytes
    std::uint64_t offset = 0;                 ///< of the frame's first byte in the stream or datagram
    std::uint16_t part = 0;                   ///< 1-based, if the frame holds several messages; else 0
    error_info error;                         ///< first bad field, or why a frame is bad
    std::uint16_t error_count = 0;            ///< number of bad fields
    /// The frame is of another device than the good frame before it on this connection (see `speaker`); on the first
    /// message of the frame only. A gateway that forwards several devices does that; elsewhere it is worth a warning.
    bool identity_changed = false;
    trackwire::reply reply;
    ordered_set<alarm, alarm_count> alarms;  ///< room for every word there is
    ordered_set<event, 24> events;           ///< an event word of the wire has 16 bits at most

    /// On `ambiguous`: the protocols that claim the bytes. On `unrecognised`: the nearest one, or nullptr.
    const protocol_info* candidates[4] = {};

    constexpr message() noexcept {}  // NOLINT(cppcoreguidelines-pro-type-member-init)
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): absent values are never read
    constexpr message(message_kind k, const protocol_info* p, bytes_view wire) noexcept
        : kind(k), protocol(p), frame(wire) {}
    /// Bytes that are no message, and why.
    constexpr message(defect what, const protocol_info* p, bytes_view wire, const error_info& why) noexcept
        : message(
              static_cast<message_kind>(static_cast<unsigned>(message_kind::malformed) + static_cast<unsigned>(what)),
              p, wire) {
        error = why;
    }
    message(const message&) = delete;  // a view into the sink's call
    message& operator=(const message&) = delete;

    // ---- reading -------------------------------------------------------------------------------------------------

    [[nodiscard]] constexpr bool has(attribute a) const noexcept {
        const auto i = static_cast<unsigned>(a);
        return (present_[i / 32] >> (i % 32) & 1U) != 0;
    }
    /// The number of the first attribute that is there, from `from` on; `attribute_count` if there is none.
    [[nodiscard]] constexpr unsigned next_present(unsigned from) const noexcept {
        for (; from < attribute_count; from = (from / 32 + 1) * 32) {
            const std::uint64_t bits = std::uint64_t{present_[from / 32]} >> (from % 32);
            if (bits != 0) { return from + lowest_bit(bits); }
        }
        return attribute_count;
    }
    /// The stored value; meaningful only if `has(a)`.
    [[nodiscard]] constexpr const value& operator[](attribute a) const noexcept {
        return values_[static_cast<std::size_t>(a)];
    }
    /// A number in the steps of the table (`decimal`: 10^-parameter; times: milliseconds; words: index).
    [[nodiscard]] constexpr maybe<std::int64_t> number(attribute a) const noexcept {
        if (!has(a)) { return {}; }
        return (*this)[a].number();
    }
    [[nodiscard]] constexpr maybe<text_value> text(attribute a) const noexcept {
        if (!has(a)) { return {}; }
        return (*this)[a].text();
    }
    /// The text of an attribute in a buffer of its own; empty when absent.
    template <std::size_t Capacity = 64>
    [[nodiscard]] constexpr fixed_text<Capacity> fixed(attribute a) const noexcept {
        return has(a) ? to_fixed_text<Capacity>((*this)[a].text()) : fixed_text<Capacity>{};
    }

    /// Typed access by the table: `m.get<attribute::position_speed>()`.
    template <attribute A>
    [[nodiscard]] constexpr auto get() const noexcept {
        constexpr attribute_type type = info(A).type;
        if constexpr (type == attribute_type::boolean) {
            return has(A) ? maybe<bool>((*this)[A].number() != 0) : maybe<bool>();
        } else if constexpr (type == attribute_type::decimal) {
            using number_type = trackwire::fixed<info(A).parameter>;
            return has(A) ? maybe<number_type>(number_type{(*this)[A].number()}) : maybe<number_type>();
        } else if constexpr (type == attribute_type::text || type == attribute_type::list) {
            return text(A);
        } else {
            return number(A);
        }
    }

    // ---- writing (codecs) ----------------------------------------------------------------------------------------

    constexpr void set(attribute a, std::int64_t number) noexcept { put(a, value(number)); }
    constexpr void set(attribute a, bool flag) noexcept { put(a, value(std::int64_t{flag ? 1 : 0})); }
    template <class Word>
    requires std::is_enum_v<Word>
    constexpr void set(attribute a, Word word) noexcept { put(a, value(static_cast<std::int64_t>(word))); }
    /// Empty views are not set: absent is absent.
    constexpr void set_text(attribute a, wire_view bytes, text_form form = text_form::plain) noexcept {
        if (!bytes.empty()) { put(a, value(text_value{bytes, form})); }
    }
    constexpr void set_number_unless(attribute a, std::int64_t number, std::int64_t sentinel) noexcept {
        if (number != sentinel) { set(a, number); }
    }
    constexpr void clear(attribute a) noexcept {
        const auto i = static_cast<unsigned>(a);
        present_[i / 32] &= ~(1U << (i % 32));
    }
    /// Notes a bad field of a sound frame: the first is kept, all are counted (record.md 2).
    TRACKWIRE_INLINE constexpr void fault(error_code code, name field, std::size_t at) noexcept {
        note_fault(code, field.data, field.size, at);  // in pieces: the name is then no reference to the whole table
    }
    /// Marks wire bytes as a secret: the writers mask them wherever they show. When there are too many, the last one
    /// grows over the new one and what lies between; it never shrinks.
    constexpr void mark_secret(bytes_view wire) noexcept {
        if (wire.empty()) { return; }
        if (secret_count_ < max_secrets) {
            secrets_[secret_count_++] = {wire.data(), wire.size()};
        } else {
            widen_last_secret(wire);
        }
    }
    [[nodiscard]] constexpr bool has_secrets() const noexcept { return secret_count_ != 0; }
    [[nodiscard]] constexpr bool is_secret(const std::uint8_t* wire) const noexcept {
        for (unsigned i = 0; i < secret_count_; ++i) {
            const secret& s = secrets_[i];
            if (!std::is_constant_evaluated()) {
                if (wire >= s.data && wire < s.data + s.size) { return true; }
                continue;
            }
            // In a constant expression pointers into other arrays have no order, but they can be told apart.
            for (std::size_t k = 0; k < s.size; ++k) {
                if (s.data + k == wire) { return true; }
            }
        }
        return false;
    }

    /// Adds an open-ended list; a fifth one is a fault.
    constexpr void add_list(const extra_list& list) noexcept {
        if (list_count_ == max_lists) { return fault(error_code::no_space, "list", 0); }
        lists_[list_count_++] = {list.walk, value(text_value{list.bytes, text_form::hex}), list.argument, list.place};
    }
    /// Visits the elements of the open-ended lists of one place in the order in which they were added.
    constexpr void visit_lists(extra_visitor& visitor, list_place place) const noexcept {
        for (unsigned i = 0; i < list_count_; ++i) {
            const kept_list& list = lists_[i];
            if (list.place == place) {
                list.walk(*this, {list.walk, list.bytes.text().bytes, list.argument, place}, visitor);
            }
        }
        if (place != list_place::unknown) { return; }
        for (unsigned i = 0; i < named_count_; ++i) {
            visitor.text({{named_[i].key, named_[i].size}, 0, {}, 1, {}}, named_[i].text.text());
        }
    }
    /// Adds `unknown.<something>` or another single value without a line in the table; `key` is the whole key. Empty
    /// views are not added; a seventh value is a fault.
    constexpr void add_named(name key, wire_view bytes, text_form form = text_form::hex) noexcept {
        if (bytes.empty()) { return; }
        if (named_count_ == max_named) { return fault(error_code::no_space, key, 0); }
        named_[named_count_++] = {key.data, key.size, value(text_value{bytes, form})};
    }
    /// Marks the `ordinal`-th element of a TLV list as unknown (see `walk_unknown_tlvs`); one behind `max_tlvs` is a
    /// fault.
    constexpr void mark_unknown_tlv(unsigned ordinal) noexcept {
        if (ordinal >= max_tlvs) { return fault(error_code::no_space, "unknown item", 0); }
        unknown_tlvs_[ordinal / 32] |= 1U << (ordinal % 32);
    }
    [[nodiscard]] constexpr bool is_unknown_tlv(unsigned ordinal) const noexcept {
        return ordinal < max_tlvs && (unknown_tlvs_[ordinal / 32] >> (ordinal % 32) & 1U) != 0;
    }

    static constexpr unsigned max_secrets = 4;
    static constexpr unsigned max_lists = 4;
    static constexpr unsigned max_named = 6;
    static constexpr unsigned max_tlvs = 512;  ///< more than fit into a JT/T 808 body

private:
    TRACKWIRE_NOINLINE constexpr void widen_last_secret(bytes_view wire) noexcept {
        secret& last = secrets_[max_secrets - 1U];
        const std::uint8_t* const begin = wire.begin() < last.data ? wire.begin() : last.data;
        const std::uint8_t* const end = wire.end() > last.data + last.size ? wire.end() : last.data + last.size;
        last = {begin, static_cast<std::size_t>(end - begin)};
    }
    TRACKWIRE_NOINLINE constexpr void note_fault(error_code code, const char* field, std::size_t size,
                                                 std::size_t at) noexcept {
        if (error_count++ == 0) { error = {code, {field, size}, at}; }
    }
    TRACKWIRE_HOT constexpr void put(attribute a, const value& v) noexcept {
        const auto i = static_cast<unsigned>(a);
        present_[i / 32] |= 1U << (i % 32);
        values_[i] = v;
    }

    // Plain structures, all but one without initialisers: a message is made for every frame, and only what is counted was
    // written.
    struct secret {
        const std::uint8_t* data;
        std::size_t size;
    };
    struct kept_list {
        void (*walk)(const message&, const extra_list&, extra_visitor&);
        value bytes;
        std::uint32_t argument;
        list_place place;
    };
    struct named_value {
        const char* key;
        std::size_t size;
        value text;
    };

    std::uint32_t present_[(attribute_count + 31) / 32] = {};
    std::uint32_t unknown_tlvs_[max_tlvs / 32] = {};
    std::uint8_t secret_count_ = 0;
    std::uint8_t list_count_ = 0;
    std::uint8_t named_count_ = 0;
    secret secrets_[max_secrets] = {};
    kept_list lists_[max_lists];
    named_value named_[max_named];
    union {
        char none_ = 0;                  // keeps the constructor from touching the values
        value values_[attribute_count];  // only those that are present were ever written
    };
};

/// Walks a list of TLVs (id u8, length u8) and visits those that were marked unknown, as `unknown.<id>[_<n>]`.
/// `extra_list::bytes` is the whole TLV area.
constexpr void walk_unknown_tlvs(const message& m, const extra_list& list, extra_visitor& visitor) noexcept {
    std::uint16_t seen[256] = {};
    unsigned ordinal = 0;
    auto it = list.bytes.begin();
    const auto end = list.bytes.end();
    while (it != end) {
        const std::uint8_t id = *it;
        if (++it == end) { return; }
        std::size_t length = *it;
        const auto value_begin = ++it;
        for (; length > 0 && it != end; --length) { ++it; }
        if (length > 0) { return; }
        if (m.is_unknown_tlv(ordinal++)) {
            const bytes_view wire(value_begin.wire(), static_cast<std::size_t>(it.wire() - value_begin.wire()));
            visitor.text({"unknown.", id, extra_key::style::hex2, ++seen[id], {}},
                         {wire_view(wire, list.bytes.scheme()), text_form::hex});
        }
    }
}

/// Visits comma-separated fields as `unknown.field_<n>`, `argument` being the number of the first; empty ones are
/// absent.
constexpr void walk_unknown_fields(const message&, const extra_list& list, extra_visitor& visitor) noexcept {
    field_walker fields(list.bytes.wire(), ',');
    for (std::uint32_t n = list.argument; !fields.done(); ++n) {
        const bytes_view field = fields.next();
        if (field.empty()) { continue; }
        visitor.text({"unknown.field_", n, extra_key::style::decimal, 1, {}}, {field, text_form::plain});
    }
}

}  // namespace trackwire::inline v0
