// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Random values for the parameters that commands describe. The rooms add the kinds of parameters that only they have.

#include <deque>
#include <random>
#include <string>

#include <trackwire/core/command.hpp>

namespace test {

/// Fills parameters with random values that they may have, ends of the range more often than not. Texts live as long as
/// the filler.
class random_parameters {
public:
    explicit random_parameters(std::uint32_t seed) : random_(seed) {}

    void fixed(trackwire::name) const {}
    template <class Int>
    void field(trackwire::name, Int& v, const trackwire::whole& kind) {
        v = static_cast<Int>(number(kind.allowed));
    }
    template <class Int>
    void field(trackwire::name, Int& v, const trackwire::plain_number<Int>& kind) {
        v = static_cast<Int>(number(kind.allowed));
    }
    template <class Int>
    void field(trackwire::name, Int& v, const trackwire::one_of& kind) {
        do { v = static_cast<Int>(number(kind.span())); } while (!kind.holds(static_cast<std::int64_t>(v)));
    }
    void field(trackwire::name, bool& v, const trackwire::flag&) { v = flip(); }
    void field(trackwire::name, trackwire::text_view& v, const trackwire::text_of& kind) {
        v = text(kind.length, kind.rule);
    }

    std::int64_t number(trackwire::range allowed) {
        switch (std::uniform_int_distribution<int>(0, 7)(random_)) {
            case 0: return allowed.min;
            case 1: return allowed.max;
            default: return std::uniform_int_distribution<std::int64_t>(allowed.min, allowed.max)(random_);
        }
    }
    bool flip() { return number({0, 1}) != 0; }
    /// At most 60 characters, or as many as there must be.
    trackwire::text_view text(trackwire::range length, trackwire::character_rule rule) {
        std::string s;
        const std::int64_t limit = length.min > 60 ? length.min : 60;
        const std::int64_t most = length.max < limit ? length.max : limit;
        for (std::int64_t n = number({length.min, most}); n > 0; --n) {
            char c = 0;
            do { c = static_cast<char>(number({0, 255})); } while (!rule(static_cast<std::uint8_t>(c)));
            s += c;
        }
        return keep(s);
    }
    trackwire::text_view keep(const std::string& s) {
        texts_.push_back(s);
        return texts_.back();
    }

private:
    std::mt19937 random_;
    std::deque<std::string> texts_;
};

}  // namespace test
