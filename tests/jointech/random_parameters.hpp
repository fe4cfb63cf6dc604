// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Visitors of a command's description: random parameters, wrong parameters.

#include <deque>
#include <string>
#include <vector>

#include <trackwire/jointech/commands.hpp>

#include "support/random_parameters.hpp"

namespace test {

namespace jt = trackwire::jointech;

/// Fills every parameter of a Jointech command.
class random_jointech : public random_parameters {
public:
    using random_parameters::field;
    using random_parameters::random_parameters;

    void field(trackwire::name, std::uint16_t& v, const jt::frame_serial& kind) {
        v = static_cast<std::uint16_t>(number(kind.allowed));
    }
    void field(trackwire::name, trackwire::text_view& v, const jt::rest_of&) {
        v = text({0, 40}, jt::is_frame_character);
    }
    void field(trackwire::name, trackwire::text_view& v, const jt::raw_of&) { v = text({1, 40}, jt::raw_text.rule); }
    void field(trackwire::name, std::uint8_t& v, const jt::percent_sign&) {
        v = static_cast<std::uint8_t>(number({0, 255}));
    }
    void field(trackwire::name, trackwire::time_ms& v, const jt::clock_digits& kind) {
        v = number({kind.allowed.min / 1000, kind.allowed.max / 1000}) * 1000;
    }
    void field(trackwire::name, jt::card_list& v, const jt::cards_of& kind) {
        v = {};
        for (std::int64_t n = number(kind.count); n > 0; --n) { v.add(static_cast<std::uint32_t>(number(kind.card))); }
    }
    void field(trackwire::name, jt::node_list& v, const jt::nodes_of& kind) {
        const auto angle = [&](std::int32_t most) { return static_cast<std::int32_t>(number({-most, most})); };
        v = {};
        for (std::int64_t n = number(kind.count); n > 0; --n) {
            v.add({angle(jt::fence_node::max_longitude), angle(jt::fence_node::max_latitude)});
        }
    }
    void field(trackwire::name, jt::text_list& v, const jt::slaves_of&) {
        std::vector<trackwire::text_view> ids;
        for (std::int64_t n = number({1, 30}); n > 0; --n) { ids.push_back(text({10, 10}, jt::is_upper_hex)); }
        lists_.push_back(std::move(ids));
        v = {lists_.back().data(), lists_.back().size()};
    }

private:
    std::deque<std::vector<trackwire::text_view>> lists_;
};

/// Makes the `wanted`-th parameter wrong in the `way`-th of its ways, if it has one; `spoilt` then names it.
struct wrong_parameter {
    int wanted;
    int way;
    std::string spoilt{};
    trackwire::error_code code = trackwire::error_code::none;
    int seen = 0;

    void fixed(trackwire::name) const {}

    template <class T, class Kind>
    void field(trackwire::name key, T& v, const Kind& kind) {
        if (seen++ == wanted && spoil(v, kind)) { spoilt = key; }
    }

private:
    using text_view = trackwire::text_view;
    static constexpr trackwire::error_code range_error = trackwire::error_code::out_of_range;

    template <class T>
    bool number(T& v, std::int64_t wrong) {
        if (static_cast<std::int64_t>(static_cast<T>(wrong)) != wrong) { return false; }  // the type itself refuses it
        v = static_cast<T>(wrong);
        code = range_error;
        return true;
    }
    template <class T>
    bool outside(T& v, trackwire::range allowed) {
        return way == 0 ? number(v, allowed.max + 1) : way == 1 && number(v, allowed.min - 1);
    }
    template <class T>
    bool spoil(T& v, const trackwire::whole& kind) {
        return outside(v, kind.allowed);
    }
    template <class T>
    bool spoil(T& v, const jt::frame_serial& kind) {
        return outside(v, kind.allowed);
    }
    template <class T>
    bool spoil(T& v, const trackwire::one_of& kind) {
        if (way < 2) { return outside(v, kind.span()); }
        std::int64_t gap = kind.span().min;
        while (gap < kind.span().max && kind.holds(gap)) { ++gap; }
        return way == 2 && !kind.holds(gap) && number(v, gap);
    }
    bool spoil(trackwire::time_ms& v, const jt::clock_digits& kind) { return outside(v, kind.allowed); }
    bool spoil(text_view& v, const trackwire::text_of& kind) {
        static const std::string too_long(5000, '1');
        if (way == 0) {
            v = text_view(too_long.data(), static_cast<std::size_t>(kind.length.max) + 1);
            code = range_error;
            return true;
        }
        if (way == 1 && kind.length.min > 0) {
            v = text_view(too_long.data(), static_cast<std::size_t>(kind.length.min) - 1);
            code = range_error;
            return true;
        }
        return character(v, kind.length.min, false);
    }
    bool spoil(text_view& v, const jt::rest_of&) { return character(v, 0, true); }
    bool spoil(text_view& v, const jt::raw_of&) { return character(v, 0, true); }
    /// `length` characters, one of which no frame can carry.
    bool character(text_view& v, std::int64_t length, bool comma_allowed) {
        static const std::string bad[] = {"(", ")", std::string(1, '\0'), "\r", "\x1f", "\x7f", "\x80", "\xff", ","};
        const auto index = static_cast<std::size_t>(way) - 2;
        if (way < 2 || index >= (comma_allowed ? 8U : 9U)) { return false; }
        static std::string text;
        text = std::string(length > 1 ? static_cast<std::size_t>(length) - 1 : 0, '1') + bad[index];
        v = text;
        code = trackwire::error_code::bad_character;
        return true;
    }
    bool spoil(jt::card_list& v, const jt::cards_of& kind) {
        if (way == 0) { v = {{0}}; }
        if (way == 1 && kind.count.min > 0) { v = {}; }
        code = range_error;
        return way == 0 || (way == 1 && kind.count.min > 0);
    }
    bool spoil(jt::node_list& v, const jt::nodes_of& kind) {
        if (way == 0) { v = {{{0, jt::fence_node::max_latitude + 1}}}; }
        if (way == 1) { v = {{{-jt::fence_node::max_longitude - 1, 0}}}; }
        if (way == 2 && kind.count.min > 0) { v = {}; }
        code = range_error;
        return way < 2 || (way == 2 && kind.count.min > 0);
    }
    bool spoil(jt::text_list& v, const jt::slaves_of&) {
        static const text_view lower[] = {"E017668836", "e017668836"};
        if (way == 0) { v = {}; }
        if (way == 1) { v = lower; }
        code = way == 0 ? range_error : trackwire::error_code::bad_character;
        return way < 2;
    }
    template <class T, class Kind>
    bool spoil(T&, const Kind&) {
        return false;  // flags and numbers without a documented range
    }
};

}  // namespace test
