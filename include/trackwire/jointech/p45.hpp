// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// P45: every lock, unlock and refused attempt of a JT701, sent at once or later from flash.
///
///   (<id>,P45,<ddmmyy>,<hhmmss>,<lat>,<N|S>,<lon>,<E|W>,<A|V>,<km/h>,<degrees>,<source>,<verification>,<card>,
///    <password ok>,<wrong passwords>,<event serial>[,<km>[,<IMEI>[,<fence>[,<base station>[,...]]]]])
///
/// Source: jointech.md 6.1; record.md 8, 12.8, 12.16.

#include <trackwire/jointech/lock.hpp>
#include <trackwire/jointech/text_fields.hpp>
#include <trackwire/jointech/text_frame.hpp>

namespace trackwire::inline v0::jointech {

/// Fields that a P45 has at least, the device id counted (jointech.md 6.1).
inline constexpr std::size_t p45_fields = 17;

/// Decodes a P45.
template <class Trace>
class p45_decoder {
public:
    constexpr p45_decoder(text_input<Trace>& input, message& m) noexcept
        : in_(input.in), id_(input.head.id), context_(input.context), m_(m) {}

    constexpr void decode() noexcept {
        m_.kind = message_kind::event;
        read_text_time(in_, m_);
        read_position();
        const text_field from = next_field(in_, "event source");
        const text_field verification = next_field(in_, "verification");
        m_.set_text(attribute::jointech_p45_source, from.text);
        m_.set_text(attribute::jointech_p45_verification, verification.text);
        set_integer<attribute::unlock_card>(m_, next_field(in_, "card"), largest_number, 0);
        const text_field password_ok = next_field(in_, "password correct");
        m_.set_text(attribute::jointech_p45_password_ok, password_ok.text);
        set_integer<attribute::unlock_wrong_attempts>(m_, next_field(in_, "wrong passwords"));
        set_event(from, verification, password_ok);
        read_serial();
        set_steps<attribute::odometer>(m_, next_field(in_, {"mileage", "km"}));
        read_extras(verification.text);
    }

private:
    /// What an event source means, by number (jointech.md 6.1.1).
    enum class source : std::uint8_t {
        card = 1,
        illegal_card = 2,
        vehicle_card = 3,
        static_password = 4,
        automatic_lock = 5,
        dynamic_password = 6,
        bluetooth = 7,
        rope = 8,
    };
    enum : std::int64_t { refused_value = 0, allowed_value = 1, last_fence = 10, no_fence = 98, outside_fence = 99 };

    constexpr void read_position() noexcept {
        text_position p;
        p.latitude = next_field(in_, {"latitude", "degrees or DDMM.MMMM"});
        p.north_south = in_.field("N or S");
        p.longitude = next_field(in_, {"longitude", "degrees or DDDMM.MMMM"});
        p.east_west = in_.field("E or W");
        const maybe<bool> fix = parse_flag(m_, next_field(in_, "fix"), 'A', 'V', info(attribute::position_valid).key);
        set_text_position(m_, p, angle_form::either, fix);
        set_steps<attribute::position_speed>(m_, next_field(in_, {"speed", "km/h"}));
        set_course(m_, next_field(in_, {"heading", "degrees"}));
    }

    constexpr void set_event(const text_field& from, const text_field& value, const text_field& password_ok) noexcept {
        const parsed_number number = parse_unsigned(from.text);
        if (!number || number.value > largest_number) {
            return m_.fault(number ? error_code::out_of_range : error_code::bad_number, "events", from.at);
        }
        const auto which = static_cast<source>(number.value <= 8 ? number.value : 0);
        const parsed_number v = parse_unsigned(value.text);
        const std::int64_t verification = v ? v.value : -1;
        const bool right = password_ok.text == name("1");
        const maybe<bool> ok = right || password_ok.text == name("0") ? maybe<bool>(right) : maybe<bool>();
        switch (which) {
            case source::card: return set_card_attempt(verification);
            case source::illegal_card: return set_attempt(m_, unlock_method::rfid, unlock_result::wrong_credential);
            case source::vehicle_card: m_.events.add(event_code::vehicle_card_bind); return;
            case source::automatic_lock: m_.events.add(event_code::auto_locked); return;
            case source::rope: m_.events.add(event_code::rope_pulled_out); return;
            case source::static_password:
                return set_password_attempt(unlock_method::remote_static_password, verification, ok, false);
            case source::dynamic_password:
                return set_password_attempt(unlock_method::remote_dynamic_password, verification, ok, true);
            case source::bluetooth: return set_password_attempt(unlock_method::bluetooth, verification, ok, false);
        }
        m_.events.add(event::numbered(event_code::p45_source, static_cast<std::uint32_t>(number.value)));
    }

    /// Allowed: 1 to 10 (a fence, or plainly "passed") or 98 (no fence involved).
    [[nodiscard]] static constexpr bool is_allowed(std::int64_t verification) noexcept {
        return (verification >= allowed_value && verification <= last_fence) || verification == no_fence;
    }

    constexpr void set_card_attempt(std::int64_t verification) noexcept {
        constexpr unlock_method method = unlock_method::rfid;
        if (is_allowed(verification)) { return set_attempt(m_, method, unlock_result::granted); }
        if (verification == refused_value) { return set_attempt(m_, method, unlock_result::refused); }
        if (verification == outside_fence) { return set_attempt(m_, method, unlock_result::refused_outside_fence); }
        set_unclear_attempt(m_, method);
    }

    /// `fenced`: the verification may be a fence (source 6). Outside the fence counts whatever field 14 says.
    constexpr void set_password_attempt(unlock_method method, std::int64_t verification, maybe<bool> ok,
                                        bool fenced) noexcept {
        if (fenced && verification == outside_fence) {
            return set_attempt(m_, method, unlock_result::refused_outside_fence);
        }
        const bool allowed = fenced ? is_allowed(verification) : verification == allowed_value;
        if (allowed && ok.value_or(false)) { return set_attempt(m_, method, unlock_result::granted); }
        if (verification == refused_value && !ok.value_or(true)) {
            return set_attempt(m_, method, unlock_result::wrong_credential);
        }
        set_unclear_attempt(m_, method);
    }

    /// The event serial, and the answer that repeats it: after (P46) for a device with an old protocol.
    constexpr void read_serial() noexcept {
        const text_field f = next_field(in_, "event serial");
        const parsed_number serial = parse_unsigned(f.text);
        if (!serial || serial.value > largest_number) {
            return m_.fault(serial ? error_code::out_of_range : error_code::bad_number, info(attribute::serial).key,
                            f.at);
        }
        m_.set(attribute::serial, serial.value);
        m_.reply.encoder = encode_p69;
        m_.reply.numbers[0] = static_cast<std::uint32_t>(serial.value);
        m_.reply.numbers[1] = context_.state.legacy_devices.contains(id_) ? 1 : 0;
    }

    /// Fields that P94 switches on, then customised ones.
    constexpr void read_extras(bytes_view verification) noexcept {
        const text_field imei = next_field(in_, "IMEI");
        if (!imei.text.empty()) {
            if (imei.text.size() == 15 && all_digits(imei.text)) {
                m_.set_text(attribute::imei, imei.text);
            } else {
                m_.fault(error_code::bad_number, info(attribute::imei).key, imei.at);
            }
        }
        set_fence(verification, next_field(in_, "fence"));
        set_base_station(next_field(in_, "base station"));
        keep_surplus(in_, m_, 21);
    }

    /// The fence of a granted or refused attempt: field 19, else a verification of 2 to 10 (1 too for source 6).
    constexpr void set_fence(bytes_view verification, const text_field& f) noexcept {
        const maybe<std::int64_t> result = m_.number(attribute::unlock_result);
        const bool decided = result && *result != static_cast<std::int64_t>(unlock_result::wrong_credential);
        if (!decided) {
            if (!(f.text == name("0"))) { m_.add_named("unknown.field_19", f.text, text_form::plain); }
            return;
        }
        set_integer<attribute::unlock_fence>(m_, f, largest_number, 0);
        const parsed_number v = parse_unsigned(verification);
        const bool remote = m_.number(attribute::unlock_method).value_or(-1) ==
                            static_cast<std::int64_t>(unlock_method::remote_dynamic_password);
        const bool card =
            m_.number(attribute::unlock_method).value_or(-1) == static_cast<std::int64_t>(unlock_method::rfid);
        const std::int64_t first = remote ? 1 : 2;
        const bool named = v && (remote || card) && v.value >= first && v.value <= last_fence;
        if (named && !m_.has(attribute::unlock_fence)) { m_.set(attribute::unlock_fence, v.value); }
    }

    /// `MCC:MNC:LAC:CELLID`, decimal.
    constexpr void set_base_station(const text_field& f) noexcept {
        if (f.text.empty()) { return; }
        std::int64_t part[4] = {};
        field_walker parts(f.text, ':');
        bool good = true;
        for (std::int64_t& p : part) {
            const parsed_number n = parts.done() ? parsed_number{} : parse_unsigned(parts.next());
            good = good && n && n.value <= largest_number;
            p = n.value;
        }
        if (!good || !parts.done()) { return m_.fault(error_code::bad_number, info(attribute::cell_id).key, f.at); }
        set_network(m_, static_cast<unsigned>(part[0]), static_cast<unsigned>(part[1]));
        m_.set_number_unless(attribute::cell_lac, part[2], 0);
        m_.set_number_unless(attribute::cell_id, part[3], 0);
    }

    text_cursor<Trace>& in_;
    bytes_view id_;
    decode_context& context_;
    message& m_;
};

}  // namespace trackwire::inline v0::jointech
