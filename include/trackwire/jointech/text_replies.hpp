// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Command words of text frames and their parameters: which words exist, which take an index, which fields are
/// passwords, and what the answers of devices say in terms of the record.
/// Source: jointech.md 11.3, 11.4, 11.5, 11.6; record.md 12.10.

#include <trackwire/jointech/lock.hpp>
#include <trackwire/jointech/text_fields.hpp>
#include <trackwire/jointech/text_frame.hpp>

namespace trackwire::inline v0::jointech {

/// The `n`-th field of a parameter list, counted from 0; empty if there are fewer.
[[nodiscard]] constexpr bytes_view field_at(bytes_view parameters, unsigned n) noexcept {
    field_walker fields(parameters, ',');
    for (unsigned i = 0; i < n && !fields.done(); ++i) { (void)fields.next(); }
    return fields.done() ? bytes_view{} : fields.next();
}

/// P words that a device answers (jointech.md 11.3). P35, P46 and P69 are acknowledgements; others are unknown.
inline constexpr name answered_words[] = {"P01", "P02", "P03", "P04", "P06", "P09", "P10", "P11", "P12", "P13", "P14",
                                          "P15", "P19", "P22", "P23", "P24", "P29", "P30", "P31", "P32", "P37", "P38",
                                          "P39", "P40", "P41", "P42", "P43", "P44", "P50", "P52", "P54", "P58", "P59",
                                          "P61", "P62", "P63", "P65", "P68", "P70", "P83", "P94", "P97", "P98", "P99"};

[[nodiscard]] constexpr bool is_answered(bytes_view word) noexcept {
    for (const name& w : answered_words) {
        if (word == w) { return true; }
    }
    return false;
}

/// Whether the reference lists a P word together with this index as a command of its own (jointech.md 11.2, 11.3).
[[nodiscard]] constexpr bool is_listed_index(bytes_view word, bytes_view index) noexcept {
    struct row {
        name word, index;
    };
    constexpr row rows[] = {{"P52", "0"}, {"P52", "1"},  {"P52", "2"}, {"P52", "3"},
                            {"P98", "6"}, {"P98", "10"}, {"P98", "11"}};
    for (const row& r : rows) {
        if (word == r.word && index == r.index) { return true; }
    }
    return false;
}

/// Sets `command` and `fields`: the word, with its index where it has one, and the parameters behind it.
/// Lifetime: views into the frame.
constexpr void set_command(message& m, const text_head& head) noexcept {
    const bytes_view frame = m.frame;
    const std::size_t close = frame.size() - 1;
    const bytes_view parameters = head.end < close ? frame.sub(head.end + 1, close - head.end - 1) : bytes_view{};
    const bytes_view index = field_at(parameters, 0);
    const bool indexed = head.shape == text_shape::numbered ? all_digits(index) : is_listed_index(head.word, index);
    const std::size_t end = indexed ? head.end + 1 + index.size() : head.end;
    const std::size_t begin = head.end - head.word.size();
    m.set_text(attribute::command, frame.sub(begin, end - begin));
    if (end < close) { m.set_text(attribute::fields, frame.sub(end + 1, close - end - 1), text_form::comma_list); }
}

/// Where passwords stand. A value of one character where `flags` is set is a flag or a result, no password.
struct secret_row {
    name word;
    name index;          ///< the first parameter; empty: any
    std::uint8_t field;  ///< of the parameters, counted from 0
    bool flags = true;
};

/// In answers, and in commands whose fields have the same places.
inline constexpr secret_row answer_secrets[] = {{"P06", "", 4, false}, {"P43", "", 0},          {"P44", "", 0},
                                                {"P44", "", 1},        {"P52", "0", 1},         {"P52", "0", 2},
                                                {"P52", "2", 1},       {"P52", "3", 1},         {"OTA", "9", 4, false},
                                                {"ELOCK", "3", 1},     {"S24", "129", 3, false}};
/// In commands.
inline constexpr secret_row command_secrets[] = {
    {"P06", "", 5, false}, {"P43", "", 0},  {"P44", "", 0},         {"P44", "", 1},    {"P52", "0", 2},
    {"P52", "2", 1},       {"P52", "3", 1}, {"OTA", "9", 5, false}, {"ELOCK", "3", 1}, {"S24", "129", 3, false}};

/// Marks the passwords among the parameters, so that the writers mask them in `fields`, `text` and `hex`.
/// An order of OTA,9 is told from its answer by the operation in front, one digit (jointech.md 11.5).
constexpr void mark_passwords(message& m, const text_head& head, bytes_view parameters, bool platform) noexcept {
    const bytes_view operation = field_at(parameters, 1);
    const bool order = platform || (head.word == name("OTA") && operation.size() == 1 && all_digits(operation));
    const auto mark = [&](const secret_row& r) {
        if (!(head.word == r.word)) { return; }
        if (!r.index.empty() && !(field_at(parameters, 0) == r.index)) { return; }
        const bytes_view value = field_at(parameters, r.field);
        const bool constant = r.index == name("0") && r.field == 1 && value == name("000000");
        if ((r.flags && value.size() == 1) || constant) { return; }
        m.mark_secret(value);
    };
    if (order) {
        for (const secret_row& r : command_secrets) { mark(r); }
    } else {
        for (const secret_row& r : answer_secrets) { mark(r); }
    }
}

/// What the answer of a device to a command says besides its fields.
class answer_values {
public:
    constexpr answer_values(message& m, const text_head& head, bytes_view parameters) noexcept
        : m_(m), head_(head), parameters_(parameters) {}

    constexpr void set() noexcept {
        if (head_.shape != text_shape::report) { return; }
        struct row {
            name word;
            void (answer_values::*set)() noexcept;
        };
        constexpr row rows[] = {{"P01", &answer_values::version},       {"P14", &answer_values::imei},
                                {"P43", &answer_values::static_unlock}, {"P44", &answer_values::static_password},
                                {"P52", &answer_values::dynamic},       {"P68", &answer_values::sim}};
        for (const row& r : rows) {
            if (head_.word == r.word) { return (this->*r.set)(); }
        }
    }

private:
    [[nodiscard]] constexpr text_field field(unsigned n) const noexcept {
        const bytes_view text = field_at(parameters_, n);
        return {text, text.empty() ? head_.end : static_cast<std::size_t>(text.data() - m_.frame.data())};
    }
    template <attribute A>
    constexpr void fifteen_digits(const text_field& f) noexcept {
        if (f.text.empty()) { return; }
        if (f.text.size() != 15 || !all_digits(f.text)) { return m_.fault(error_code::bad_number, info(A).key, f.at); }
        m_.set_text(A, f.text);
    }

    /// `<firmware>,<n>%`
    constexpr void version() noexcept {
        m_.set_text(attribute::firmware, field(0).text);
        set_percent(m_, field(1));
    }
    constexpr void imei() noexcept { fifteen_digits<attribute::imei>(field(0)); }
    /// `1,<IMSI>` or `2,<CCID>`
    constexpr void sim() noexcept {
        if (field(0).text == name("1")) { fifteen_digits<attribute::imsi>(field(1)); }
        if (field(0).text == name("2")) { m_.set_text(attribute::iccid, field(1).text); }
    }
    constexpr void static_unlock() noexcept { unlocked(unlock_method::remote_static_password, 0); }
    /// The answer to a query holds the password; the answer to a change 1 or 0.
    constexpr void static_password() noexcept {
        if (field(0).text.size() > 1) { m_.set_text(attribute::unlock_password, field(0).text); }
    }
    constexpr void dynamic() noexcept {
        if (field(0).text == name("0")) { m_.set_text(attribute::unlock_password, field(2).text); }
        if (field(0).text == name("3")) { unlocked(unlock_method::remote_dynamic_password, 1); }
    }
    /// `<1 ok|0 fail>,<consecutive errors>`. The event itself is reported by a P45. A refusal that counts as an error
    /// was a wrong password; why another one was refused is not said.
    constexpr void unlocked(unlock_method method, unsigned at) noexcept {
        const text_field result = field(at);
        const text_field errors = field(at + 1);
        set_integer<attribute::unlock_wrong_attempts>(m_, errors);
        const bool granted = result.text == name("1");
        if (!granted && !(result.text == name("0"))) { return; }
        const bool wrong = m_.number(attribute::unlock_wrong_attempts).value_or(0) > 0;
        m_.set(attribute::unlock_method, method);
        m_.set(attribute::unlock_result, granted ? unlock_result::granted
                                         : wrong ? unlock_result::wrong_credential
                                                 : unlock_result::refused);
    }

    message& m_;
    const text_head& head_;
    bytes_view parameters_;
};

/// Decodes the answer of a device to a command, numbered or not.
template <class Trace>
constexpr void decode_answer(text_input<Trace>& input, message& m) noexcept {
    const bytes_view parameters = input.parameters();
    m.kind = message_kind::command_reply;
    set_command(m, input.head);
    mark_passwords(m, input.head, parameters, false);
    answer_values(m, input.head, parameters).set();
    (void)input.in.rest("parameters");
}

}  // namespace trackwire::inline v0::jointech
