// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Commands to a master (JT701D, JT701E, JT701T) about its slaves, and the upgrade of its firmware, with their answers.
/// Two consecutive commands must carry different serials, or the master takes the second for a repetition and ignores
/// it: the caller hands them in. WLNET,9 and WLNET,15 exist, their syntax is UNKNOWN: `numbered_command`.
/// Source: jointech.md 1.2, 11.4, 11.5.

#include <trackwire/jointech/command_text.hpp>

namespace trackwire::inline v0::jointech {

/// Version field: the model of the master.
enum class master_version : std::uint8_t { jt701d = 1, jt701t = 23 };
inline constexpr one_of master_version_field({{1, 23}}, "1 JT701D and JT701E, 23 JT701T");

/// A serial that differs from the one before: 0 to 999, then 0 again.
[[nodiscard]] constexpr std::uint16_t next_serial(std::uint16_t serial) noexcept {
    return static_cast<std::uint16_t>((serial + 1U) % 1000U);
}

/// `<master>,<version>,<serial>,<words>`: the head of a command to a master.
constexpr void describe_to_master(auto& c, auto& v, name words) noexcept {
    v.field("master_id", c.master_id, ten_digits);
    v.field("version", c.version, master_version_field);
    v.field("serial", c.serial, frame_serial{});
    v.fixed(words);
}
/// The same of an answer.
constexpr void describe_from_master(auto& c, auto& v, name words) noexcept {
    v.field("master_id", c.master_id, some_digits);
    v.field("version", c.version, any_u8);
    v.field("serial", c.serial, frame_serial{});
    v.fixed(words);
}

/// A command to a master without further parameters.
template <words Words, class Answer>
struct master_order {
    text_view master_id{};
    master_version version = master_version::jt701d;
    std::uint16_t serial = 0;  ///< another than in the command before

    static constexpr void describe(auto& c, auto& v) noexcept { describe_to_master(c, v, Words); }
    TRACKWIRE_COMMAND(master_order, none, Answer)
};

// ---- WLNET: slaves --------------------------------------------------------------------------------------------------

/// The list of bound slaves. Its shape varies, sometimes with a function digit and a count in front: every field of 10
/// hexadecimal digits is a slave, whatever stands around it.
struct wlnet_slaves_answer {
    text_view master_id{};
    std::uint8_t version = 0;
    std::uint16_t serial = 0;
    text_view parameters{};  ///< as on the wire, commas included

    /// Number of slaves.
    [[nodiscard]] constexpr std::size_t count() const noexcept {
        std::size_t n = 0;
        while (!slave(n).empty()) { ++n; }
        return n;
    }
    /// The `n`-th slave, empty behind the last.
    [[nodiscard]] constexpr text_view slave(std::size_t n) const noexcept {
        std::size_t from = 0;
        for (std::size_t i = 0; i <= parameters.size(); ++i) {
            if (i < parameters.size() && parameters[i] != ',') { continue; }
            const text_view field = parameters.sub(from, i - from);
            if (!ten_hex_digits.check({}, field) && n-- == 0) { return field; }
            from = i + 1;
        }
        return {};
    }

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_from_master(c, v, "WLNET,1");
        v.field("parameters", c.parameters, rest_of{});
    }
    TRACKWIRE_ANSWER(wlnet_slaves_answer)
};

/// Asks for the bound slaves.
using wlnet_query_slaves = master_order<"WLNET,1,0", wlnet_slaves_answer>;

/// Binds slaves: replaces the whole list. The manuals allow 10 JT126 and 10 JT709 (V1.4) or 50 and 16 (V1.7.1); the
/// library sets no limit of its own. The answer is the command again.
struct wlnet_bind_slaves {
    text_view master_id{};
    master_version version = master_version::jt701d;
    std::uint16_t serial = 0;  ///< another than in the command before
    text_list slaves{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_to_master(c, v, "WLNET,1,1");
        v.field("slaves", c.slaves, slaves_of{});
    }
    TRACKWIRE_COMMAND(wlnet_bind_slaves, none, wlnet_bind_slaves)
};

/// Unbinds all slaves. The answer is the command again.
struct wlnet_unbind_all {
    text_view master_id{};
    master_version version = master_version::jt701d;
    std::uint16_t serial = 0;  ///< another than in the command before

    static constexpr void describe(auto& c, auto& v) noexcept { describe_to_master(c, v, "WLNET,1,1,0"); }
    TRACKWIRE_COMMAND(wlnet_unbind_all, none, wlnet_unbind_all)
};

/// Report interval of JT126 sensors, from 1 min on. Answer UNKNOWN.
struct wlnet_set_report_interval {
    text_view master_id{};
    master_version version = master_version::jt701d;
    std::uint16_t serial = 0;  ///< another than in the command before
    std::uint32_t minutes = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_to_master(c, v, "WLNET,2,1");
        v.field("minutes", c.minutes, whole(1, 4294967295, "at least 1"));
    }
    TRACKWIRE_COMMAND(wlnet_set_report_interval, none, unknown_answer)
};

/// Asks for that. Answer UNKNOWN.
using wlnet_query_report_interval = master_order<"WLNET,2,0", unknown_answer>;

/// Asks for the firmware of the radio and the slaves. Answer UNKNOWN.
using wlnet_query_firmware = master_order<"WLNET,4", unknown_answer>;

/// The master has accepted the order for the slave. That is no proof of an opening.
struct wlnet_unlock_answer {
    text_view master_id{};
    std::uint8_t version = 0;
    std::uint16_t serial = 0;
    text_view slave_id{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_from_master(c, v, "WLNET,8,0");
        v.field("slave_id", c.slave_id, ten_hex_digits);
    }
    TRACKWIRE_ANSWER(wlnet_unlock_answer)
};

/// Unlocks one slave. The master keeps the order for `minutes` and then drops it silently; a sleeping slave takes it on
/// a wake that begins after the master has it: send first, then press the button. Proof of the opening is the slave's
/// own WLNET,5 report. That a JT802 takes the same command is inferred.
struct wlnet_unlock {
    text_view master_id{};
    master_version version = master_version::jt701d;
    std::uint16_t serial = 0;  ///< another than in the command before
    std::uint8_t minutes = 0;  ///< how long the master tries
    text_view slave_id{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_to_master(c, v, "WLNET,8,1,1");
        v.field("minutes", c.minutes, whole(1, 5));
        v.field("slave_id", c.slave_id, ten_hex_digits);
    }
    TRACKWIRE_COMMAND(wlnet_unlock, physical, wlnet_unlock_answer)
};

/// Seconds, or off.
inline constexpr one_of heartbeat_interval({{0}}, "0 or 5 to 86400", {5, 86400});

/// LoRa heartbeat of sleeping slaves and the alarm when it stays away, each 0 for off. Default off. Answer UNKNOWN.
struct wlnet_set_heartbeat {
    text_view master_id{};
    master_version version = master_version::jt701d;
    std::uint16_t serial = 0;  ///< another than in the command before
    std::uint32_t heartbeat_s = 0;
    std::uint32_t loss_alarm_s = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_to_master(c, v, "WLNET,18,1");
        v.field("heartbeat_s", c.heartbeat_s, heartbeat_interval);
        v.field("loss_alarm_s", c.loss_alarm_s, heartbeat_interval);
    }
    TRACKWIRE_COMMAND(wlnet_set_heartbeat, none, unknown_answer)
};

/// Asks for that. Answer UNKNOWN.
using wlnet_query_heartbeat = master_order<"WLNET,18,0", unknown_answer>;

// ---- OTA,9: upgrade by FTP, JT701D firmware from 2021-10-19 on ------------------------------------------------------

/// How an upgrade stands.
enum class ota_result : std::uint8_t {
    accepted = 0,
    running = 1,       ///< an upgrade runs already
    transferring = 2,  ///< takes effect when the FTP transfer ends
    low_power = 3,     ///< cannot start
    busy = 4,
};

/// Server, user and file of an upgrade.
constexpr void describe_upgrade(auto& c, auto& v) noexcept {
    v.field("host", c.host, any_text);
    v.field("port", c.port, any_u16);
    v.field("user", c.user, any_text);
    v.field("password", c.password, any_secret);
    v.field("file", c.file, any_text);
    v.field("size", c.size, any_u32);
    v.field("sum", c.sum, any_u32);
}

/// An order about the upgrade of a device, without further parameters.
template <words Words, class Answer>
struct upgrade_order {
    text_view device_id{};
    std::uint16_t serial = 0;

    static constexpr void describe(auto& c, auto& v) noexcept { describe_numbered(c, v, ten_digits, Words); }
    TRACKWIRE_COMMAND(upgrade_order, none, Answer)
};

/// How an upgrade stands.
struct ota9_answer {
    text_view device_id{};
    std::uint16_t serial = 0;
    text_view host{};
    std::uint16_t port = 0;
    text_view user{};
    text_view password{};
    text_view file{};
    std::uint32_t size = 0;  ///< bytes
    std::uint32_t sum = 0;   ///< decimal sum of all bytes of the file
    ota_result outcome = ota_result::accepted;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_numbered(c, v, some_digits, "OTA,9");
        describe_upgrade(c, v);
        v.field("outcome", c.outcome, whole(0, 4, "0 to 4"));
    }
    TRACKWIRE_ANSWER(ota9_answer)
};

/// Fetches firmware from an FTP server and installs it.
struct ota9_upgrade {
    text_view device_id{};
    std::uint16_t serial = 0;
    text_view host{};
    std::uint16_t port = 0;
    text_view user{};
    text_view password{};
    text_view file{};
    std::uint32_t size = 0;  ///< bytes
    std::uint32_t sum = 0;   ///< decimal sum of all bytes of the file

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_numbered(c, v, ten_digits, "OTA,9,1");
        describe_upgrade(c, v);
    }
    TRACKWIRE_COMMAND(ota9_upgrade, none, ota9_answer)
};

/// Asks how an upgrade stands.
using ota9_query = upgrade_order<"OTA,9,0", ota9_answer>;

/// Cancels an upgrade.
using ota9_cancel = upgrade_order<"OTA,9,2", ota9_answer>;

}  // namespace trackwire::inline v0::jointech
