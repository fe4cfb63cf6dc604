// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// SMS texts of the JT701D:
///
///   <alias or id>,MM-DD hh:mm:ss,Speed:<n>km/h,Battery:<n>%,GPS:<n>,Lock Open|Close,<link>?q=<lat>,<lon>
///   ALM,<name>[,InArealID:<fence>|,OutAreaID:<fence>],<alias or id>,MM-DD hh:mm:ss,Battery:<n>%,GPS:<n>,Lock
///   ...,<link>
///
/// They are decoded on request only: `decode_sms`, or a registry with `sms` in it and the transport set to SMS. Blanks
/// and line ends around fields and the case of letters do not matter. Source: jointech.md 10.

#include <trackwire/jointech/lock.hpp>
#include <trackwire/jointech/text_fields.hpp>

namespace trackwire::inline v0::jointech {

namespace detail {

[[nodiscard]] constexpr std::uint8_t lower(std::uint8_t c) noexcept {
    return is_upper(c) ? static_cast<std::uint8_t>(c + ('a' - 'A')) : c;
}
/// `prefix` is in lower case.
[[nodiscard]] constexpr bool begins(bytes_view text, name prefix) noexcept {
    if (text.size() < prefix.size) { return false; }
    for (std::size_t i = 0; i < prefix.size; ++i) {
        if (lower(text[i]) != static_cast<std::uint8_t>(prefix[i])) { return false; }
    }
    return true;
}
[[nodiscard]] constexpr bool same_word(bytes_view text, name word) noexcept {
    return text.size() == word.size && begins(text, word);
}
[[nodiscard]] constexpr bytes_view trimmed(bytes_view text) noexcept {
    while (!text.empty() && is_separator(text[0])) { text = text.sub(1); }
    while (!text.empty() && is_separator(text[text.size() - 1])) { text = text.first(text.size() - 1); }
    return text;
}

/// Of the form `MM-DD hh:mm:ss`.
[[nodiscard]] constexpr bool is_month_day_time(bytes_view text) noexcept {
    constexpr name form = "00-00 00:00:00";
    if (text.size() != form.size) { return false; }
    for (std::size_t i = 0; i < form.size; ++i) {
        if (form[i] == '0' ? !is_digit(text[i]) : text[i] != static_cast<std::uint8_t>(form[i])) { return false; }
    }
    return true;
}
/// Whether such a time is possible in some year.
[[nodiscard]] constexpr bool is_possible_month_day_time(bytes_view text) noexcept {
    const auto two = [&](std::size_t at) {
        return static_cast<unsigned>((text[at] - '0') * 10 + (text[at + 1] - '0'));
    };
    return is_calendar_valid({2000, two(0), two(3), two(6), two(9), two(12), 0});
}

/// Names of alarms (jointech.md 10.2).
struct sms_alarm {
    name text;
    alarm word;
};
inline constexpr sms_alarm sms_alarms[] = {
    {"rope cut", alarm::rope_cut},
    {"rfid check", alarm::illegal_card},
    {"lock open timeout", alarm::long_unlock},
    {"password err quintic", alarm::wrong_password},
    {"vibrate", alarm::vibration},
    {"enter fence", alarm::geofence_enter},
    {"exit fence", alarm::geofence_exit},
    {"low battery", alarm::low_battery},
    {"open back cover", alarm::cover_open},
    {"motor breakdown", alarm::motor_fault},
};

/// Reads one text.
template <class Trace>
class sms_decoder {
public:
    constexpr sms_decoder(bytes_view text, Trace& trace, message& m) noexcept
        : text_(text), in_(text, 0, text.size(), ',', trace), m_(m) {}

    /// False if the text is none of ours; then nothing of the message counts.
    constexpr bool decode() noexcept {
        m_.set_text(attribute::text, text_);
        if (!read_heading()) { return false; }
        const text_field time = next("month, day and time");
        if (!is_month_day_time(time.text)) { return false; }
        if (is_possible_month_day_time(time.text)) {
            m_.set_text(attribute::jointech_month_day_time, time.text);
        } else {
            m_.fault(error_code::bad_time, info(attribute::jointech_month_day_time).key, time.at);
        }
        while (!in_.done()) { read_value(); }
        return battery_ && gps_;
    }

private:
    constexpr text_field next(const field_info& f) noexcept {
        const bytes_view text = trimmed(in_.field(f));
        return {text, static_cast<std::size_t>(text.data() - text_.data())};
    }
    /// The next field, without reading it.
    [[nodiscard]] constexpr bytes_view ahead() const noexcept {
        return trimmed(field_walker(text_.sub(in_.offset()), ',').next());
    }

    /// The alarm, if it is one, and the name of the device.
    constexpr bool read_heading() noexcept {
        if (!same_word(ahead(), "alm")) { return set_device(next("alias or id").text); }
        (void)next("alarm mark");
        const bytes_view what = next("alarm").text;
        const std::size_t colon = what.find(':');  // "Low Battery: <id>"
        const bytes_view alarm_name = trimmed(what.first(colon));
        for (const sms_alarm& a : sms_alarms) {
            if (same_word(alarm_name, a.text)) { m_.alarms.add(a.word); }
        }
        if (colon != bytes_view::npos) { return set_device(trimmed(what.sub(colon + 1))); }
        constexpr name marks[] = {"inarealid:", "inareaid:", "outareaid:"};
        for (const name& mark : marks) {
            if (!begins(ahead(), mark)) { continue; }
            const text_field f = next("fence");
            set_fence({trimmed(f.text.sub(mark.size)), f.at});
            break;
        }
        return set_device(next("alias or id").text);
    }
    constexpr bool set_device(bytes_view text) noexcept {
        m_.set_text(attribute::device_id, text);
        return !text.empty();
    }
    /// Its name if it was given one (P24), else its number.
    constexpr void set_fence(const text_field& f) noexcept {
        if (all_digits(f.text)) { return set_integer<attribute::fence_id>(m_, f, largest_number, 0); }
        m_.set_text(attribute::jointech_fence_name, f.text);
    }

    constexpr void read_value() noexcept {
        const bytes_view field = ahead();
        if (begins(field, "speed:")) {
            set_steps<attribute::position_speed>(m_, behind(next({"speed", "km/h"}), 6, "km/h"));
        } else if (begins(field, "battery:")) {
            set_battery(behind(next({"battery", "%"}), 8, "%"));
        } else if (begins(field, "gps:")) {
            set_satellites(behind(next("satellites, 0 = not located"), 4, ""));
        } else if (begins(field, "lock ")) {
            const bytes_view state = trimmed(next("lock").text.sub(5));
            if (begins(state, "open")) { m_.set(attribute::lock_state, lock_state::unlocked); }
            if (begins(state, "close")) { m_.set(attribute::lock_state, lock_state::locked); }
        } else if (begins(field, "http")) {
            read_link();
        } else {
            (void)in_.field("text", field_kind::unknown);
        }
    }
    /// What stands behind `before` characters, without a unit.
    [[nodiscard]] static constexpr text_field behind(const text_field& f, std::size_t before, name unit) noexcept {
        bytes_view text = trimmed(f.text.sub(before));
        if (text.size() >= unit.size && same_word(text.sub(text.size() - unit.size), unit)) {
            text = trimmed(text.first(text.size() - unit.size));
        }
        return {text, f.at};
    }
    /// A percentage, or `Charging`, `Charging(255%)`.
    constexpr void set_battery(const text_field& f) noexcept {
        battery_ = true;
        if (begins(f.text, "charging")) { return m_.set(attribute::battery_charging, true); }
        set_percent(m_, f);
    }
    constexpr void set_satellites(const text_field& f) noexcept {
        gps_ = true;
        set_integer<attribute::position_satellites>(m_, f, 0xFFFF);
        if (!m_.has(attribute::position_satellites)) { return; }
        const bool fix = m_[attribute::position_satellites].number() != 0;
        m_.set(attribute::position_valid, fix);
        m_.set(attribute::position_source, fix ? position_source::gnss : position_source::none);
    }
    /// `http://maps.google.com/?q=<lat>,<lon>`, signed decimal degrees.
    constexpr void read_link() noexcept {
        const text_field link = next("link and latitude");
        const std::size_t mark = link.text.find('=');
        const bytes_view latitude = mark == bytes_view::npos ? bytes_view{} : link.text.sub(mark + 1);
        const bytes_view longitude = next("longitude").text;
        if (latitude.empty() && longitude.empty()) { return; }
        const bool fix = m_.number(attribute::position_valid).value_or(0) != 0;
        set_position(m_, parse_signed_degrees(latitude, longitude), fix, false, link.at);
    }

    bytes_view text_;
    text_cursor<Trace> in_;
    message& m_;
    bool battery_ = false;
    bool gps_ = false;
};

/// Whether a text is an SMS of ours.
[[nodiscard]] constexpr bool is_sms(bytes_view text) noexcept {
    null_trace trace;
    message m(message_kind::sms, &jt701, text);
    return sms_decoder<null_trace>(text, trace, m).decode();
}

}  // namespace detail

/// Decodes one whole SMS text. False if it is none of ours: then the sink was not called.
template <class Trace>
constexpr bool decode_sms(bytes_view text, Trace& trace, message_sink& sink) {
    message m(message_kind::sms, &jt701, text);
    if (!detail::sms_decoder<Trace>(text, trace, m).decode()) { return false; }
    sink.on(m);
    return true;
}

/// Codec of SMS texts. It claims a whole datagram that nobody else recognises, and only if the transport is SMS: an
/// alias can look like anything.
struct sms {
    static constexpr name id = "jointech-sms";
    static constexpr std::size_t longest_frame = 512;

    static constexpr bool may_start(std::uint8_t) noexcept { return false; }
    static constexpr verdict scan(bytes_view, const scan_input&) noexcept { return {}; }
    static constexpr verdict scan_line(bytes_view in, const scan_input& how) noexcept {
        const bool wanted = how.conf != nullptr && how.conf->transport == transport::sms && how.end != ending::more;
        if (!wanted || in.size() > longest_frame || !detail::is_sms(in)) { return {}; }
        return verdict::whole(in.size(), strength::structure, &jt701, "battery", 0);
    }

    template <class Trace>
    static constexpr void decode(bytes_view frame, const verdict&, decode_context&, Trace& trace, message_sink& sink) {
        (void)decode_sms(frame, trace, sink);
    }
};

}  // namespace trackwire::inline v0::jointech
