// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// P commands of the JT701 family about who may unlock, and where: fences (P24, P29 to P31), cards (P41, P42, P58),
/// channels (P59), passwords (P44, P52), and the two orders that unlock (P43, P52,3). Source: jointech.md 11.3.
///
/// The orders that unlock are `effect::physical`: their answer can be lost although the lock has opened, so nothing may
/// send them again by itself. Proof of the opening is the P45 report that follows. A failed one is never answered with
/// a change of the password.

#include <trackwire/jointech/p_forms.hpp>

namespace trackwire::inline v0::jointech {

// ---- fences ---------------------------------------------------------------------------------------------------------

inline constexpr whole fence_number(1, 10);
inline constexpr text_of fence_text{{0, 16}, is_letter_or_digit, "at most 16 letters and digits"};

/// A fence: on or off, and its name.
struct p24_answer {
    text_view device_id{};
    std::uint8_t fence_id = 0;
    bool on = false;
    text_view fence_name{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P24");
        v.field("fence_id", c.fence_id, any_u8);
        v.field("on", c.on, flag{});
        v.field("fence_name", c.fence_name, any_text);
    }
    TRACKWIRE_ANSWER(p24_answer)
};

/// Switches a fence on or off and names it.
struct p24_set {
    std::uint8_t fence_id = 0;
    bool on = false;
    text_view fence_name{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P24,1");
        v.field("fence_id", c.fence_id, fence_number);
        v.field("on", c.on, flag{});
        v.field("fence_name", c.fence_name, fence_text);
    }
    TRACKWIRE_COMMAND(p24_set, none, p24_answer)
};

/// A command about one fence, without further parameters.
template <words Words, class Answer>
struct fence_order {
    std::uint8_t fence_id = 0;  ///< 1 to 10

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed(Words);
        v.field("fence_id", c.fence_id, fence_number);
    }
    TRACKWIRE_COMMAND(fence_order, none, Answer)
};

/// Asks for a fence.
using p24_query = fence_order<"P24,0", p24_answer>;

/// One page of the corners of a fence.
struct p29_answer {
    text_view device_id{};
    std::uint8_t fence_id = 0;
    std::uint8_t total = 0;  ///< nodes of all pages
    std::uint8_t page = 0;
    node_list nodes{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P29");
        v.field("fence_id", c.fence_id, any_u8);
        v.field("total", c.total, any_u8);
        v.field("page", c.page, any_u8);
        v.field("nodes", c.nodes, nodes_of{{0, max_nodes}});
    }
    TRACKWIRE_ANSWER(p29_answer)
};

/// One page of the corners of a fence; 50 nodes in all, `p31_finish_fences` behind the last page.
struct p29_set {
    std::uint8_t fence_id = 0;
    std::uint8_t page = 0;
    node_list nodes{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P29,1");
        v.field("fence_id", c.fence_id, fence_number);
        v.field("page", c.page, whole(1, 5));
        v.field("nodes", c.nodes, nodes_of{{1, max_nodes}});
    }
    TRACKWIRE_COMMAND(p29_set, none, p29_answer)
};

/// Asks for the corners of a fence.
using p29_query = fence_order<"P29,0", p29_answer>;

/// Deletes the corners of a fence.
using p30_delete_fence = fence_order<"P30", p_state<"P30">>;

/// The fences are complete: to be sent behind the last P29.
using p31_finish_fences = order<"P31", p_done<"P31">>;

// ---- cards and channels ---------------------------------------------------------------------------------------------

/// Cards that were added (`group` is 1), or one group of the list.
struct p41_cards_answer {
    text_view device_id{};
    std::uint8_t group = 0;  ///< 1 to 25
    card_list cards{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P41");
        v.field("group", c.group, any_u8);
        v.field("cards", c.cards, cards_of{{0, max_cards}});
    }
    TRACKWIRE_ANSWER(p41_cards_answer)
};

/// Cards that are left after deleting some (2) or all (3).
struct p41_count_answer {
    text_view device_id{};
    std::uint8_t operation = 0;
    std::uint16_t left = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P41");
        v.field("operation", c.operation, whole(2, 3, "2 deleted, 3 all deleted"));
        v.field("left", c.left, any_u16);
    }
    TRACKWIRE_ANSWER(p41_count_answer)
};

/// A command with a list of cards.
template <words Words, class Answer>
struct card_order {
    card_list cards{};  ///< 1 to 20

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed(Words);
        v.field("cards", c.cards, cards_of{{1, max_cards}});
    }
    TRACKWIRE_COMMAND(card_order, none, Answer)
};

/// Adds cards that may unlock: 500 in all, JT701 50.
using p41_add_cards = card_order<"P41,1,1", p41_cards_answer>;

/// Deletes cards.
using p41_delete_cards = card_order<"P41,1,2", p41_count_answer>;

/// Deletes all cards.
using p41_delete_all_cards = order<"P41,1,3", p41_count_answer>;

/// Asks for a group of 20 cards.
struct p41_query {
    std::uint8_t group = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P41,0");
        v.field("group", c.group, whole(1, 25));
    }
    TRACKWIRE_COMMAND(p41_query, none, p41_cards_answer)
};

/// The cards that were learned; without cards the answer is `p_state<"P42">`.
struct p42_cards_answer {
    text_view device_id{};
    card_list cards{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P42");
        v.field("cards", c.cards, cards_of{{1, max_cards}});
    }
    TRACKWIRE_ANSWER(p42_cards_answer)
};

/// Learns up to 20 cards that are swiped at the lock; ends after 60 s without one, then `p42_cards_answer` follows.
struct p42_learn_cards {
    bool on = false;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P42");
        v.field("on", c.on, flag{});
    }
    TRACKWIRE_COMMAND(p42_learn_cards, none, p_state<"P42">)
};

/// Cards unlock inside a fence only. Default off.
using p58_set = p_switch<"P58">;
/// Asks how it stands.
using p58_query = p_query<"P58", p_state<"P58">>;

/// A switch for each way to unlock.
constexpr void describe_ways(auto& c, auto& v) noexcept {
    v.field("sms", c.sms, flag{});
    v.field("gprs", c.gprs, flag{});
    v.field("rfid", c.rfid, flag{});
    v.field("serial_port", c.serial_port, flag{});
    v.field("bluetooth", c.bluetooth, flag{});
}

/// Ways to unlock.
struct p59_answer {
    text_view device_id{};
    bool sms = false;
    bool gprs = false;
    bool rfid = false;
    bool serial_port = false;
    bool bluetooth = false;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P59");
        describe_ways(c, v);
    }
    TRACKWIRE_ANSWER(p59_answer)
};

/// Ways to unlock. Default all on. A lock whose ways are all off can be opened by none of them.
struct p59_set {
    bool sms = false;
    bool gprs = false;
    bool rfid = false;
    bool serial_port = false;
    bool bluetooth = false;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P59,1");
        describe_ways(c, v);
    }
    TRACKWIRE_COMMAND(p59_set, none, p59_answer)
};

/// Asks how it stands.
using p59_query = p_query<"P59", p59_answer>;

// ---- passwords and unlocking ----------------------------------------------------------------------------------------

/// A static password (jointech.md 11.3, P44).
inline constexpr text_of static_password_text{
    {6, 6}, is_parameter_character, "6 characters, no brackets or commas", true};
/// A dynamic password, as the device reports it in P52,2 (jointech.md 6.2).
inline constexpr text_of dynamic_password_text{{6, 6}, is_digit, "6 digits", true};

/// Whether the password was right.
template <words Words>
struct p_unlock_answer {
    text_view device_id{};
    bool unlocked = false;
    std::uint16_t wrong_attempts = 0;  ///< in a row

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, Words);
        v.field("unlocked", c.unlocked, flag{});
        v.field("wrong_attempts", c.wrong_attempts, any_u16);
    }
    TRACKWIRE_ANSWER(p_unlock_answer)
};

/// Whether the static password was right.
using p43_answer = p_unlock_answer<"P43">;

/// Unlocks with the static password; factory setting 888888. A P45 report with source 4 follows.
struct p43_unlock {
    text_view password{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P43");
        v.field("password", c.password, static_password_text);
    }
    TRACKWIRE_COMMAND(p43_unlock, physical, p43_answer)
};

/// Changes the static password.
struct p44_change_password {
    text_view new_password{};
    text_view current_password{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P44");
        v.field("new_password", c.new_password, static_password_text);
        v.field("current_password", c.current_password, static_password_text);
    }
    TRACKWIRE_COMMAND(p44_change_password, none, p_state<"P44">)
};

/// The static password.
struct p44_password_answer {
    text_view device_id{};
    text_view password{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P44");
        v.field("password", c.password, static_password_text);
    }
    TRACKWIRE_ANSWER(p44_password_answer)
};

/// Asks for the static password.
using p44_query = order<"P44,1", p44_password_answer>;

/// The dynamic password; both texts are empty if it is disabled.
struct p52_password_answer {
    text_view device_id{};
    text_view constant{};  ///< 000000, no password
    text_view password{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P52,0");
        v.field("constant", c.constant, any_text);
        v.field("password", c.password, any_secret);
    }
    TRACKWIRE_ANSWER(p52_password_answer)
};

/// Asks for the dynamic password.
using p52_query_password = order<"P52,0", p52_password_answer>;

/// Dynamic passwords: on or off, and where they unlock.
struct p52_mode_answer {
    text_view device_id{};
    bool on = false;
    bool inside_fence_only = false;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_answer(c, v, "P52,1");
        v.field("on", c.on, flag{});
        v.field("inside_fence_only", c.inside_fence_only, flag{});
    }
    TRACKWIRE_ANSWER(p52_mode_answer)
};

/// Switches dynamic passwords on or off.
struct p52_set_mode {
    bool on = false;
    bool inside_fence_only = false;

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P52,1,1");
        v.field("on", c.on, flag{});
        v.field("inside_fence_only", c.inside_fence_only, flag{});
    }
    TRACKWIRE_COMMAND(p52_set_mode, none, p52_mode_answer)
};

/// Asks for that.
using p52_query_mode = order<"P52,1,0", p52_mode_answer>;

/// Whether the dynamic password was right.
using p52_unlock_answer = p_unlock_answer<"P52,3">;

/// Unlocks with the dynamic password that the device reported last. A P45 report with source 6 follows.
struct p52_unlock {
    text_view password{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.fixed("P52,3");
        v.field("password", c.password, dynamic_password_text);
    }
    TRACKWIRE_COMMAND(p52_unlock, physical, p52_unlock_answer)
};

}  // namespace trackwire::inline v0::jointech
