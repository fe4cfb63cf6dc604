// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// What a connection has shown so far, and what its owner wants. Both are values: copying them copies the connection.

#include <trackwire/core/frame.hpp>
#include <trackwire/core/text.hpp>

#include <type_traits>

namespace trackwire::inline v0 {

/// What carried the bytes. `tcp`: a stream; `udp`: whole datagrams; `sms`: the text of a short message.
enum class transport : std::uint8_t { tcp, udp, sms };

/// Which way the bytes went. `automatic`: told by shape; what cannot be told is device traffic (record.md 1).
enum class direction : std::uint8_t { automatic, up, down };

/// Which serial acknowledges a report that a master relayed (jointech.md 7.7).
enum class relay_ack : std::uint8_t { slave_serial, frame_serial, both };

/// The caller's choices for a connection.
struct settings {
    trackwire::transport transport = transport::tcp;
    trackwire::direction direction = direction::automatic;
    relay_ack ack = relay_ack::slave_serial;
    /// Zone of devices whose own is not proven, in minutes east of UTC; used only if `has_zone`.
    std::int16_t zone_minutes = 0;
    bool has_zone = false;
    /// Input line of a Bofan device that is the ignition, 1-based; 0 = none (bofan.md 6).
    std::uint8_t ignition_input = 4;
    /// Token for the answer to a JT/T 808 registration; empty: the digits of the device id (record.md 12.15).
    /// Lifetime: as long as the settings are used.
    bytes_view token{};
};

/// A picture that is being fetched in chunks.
struct transfer {
    std::uint32_t size = 0;    ///< of the whole picture; 0: none in progress
    std::uint32_t offset = 0;  ///< bytes received so far, without a gap
};

/// The last few devices of a connection of which something is remembered.
class device_list {
public:
    static constexpr std::size_t capacity = 4;

    /// Adds a device by the BCD bytes of its id, at most 6; the oldest one gives way.
    constexpr void add_bcd(bytes_view id) noexcept {
        fixed_text<12> text;
        text.assign_bcd(id);
        for (const fixed_text<12>& known : ids_) {
            if (known == text) { return; }
        }
        ids_[next_] = text;
        next_ = static_cast<std::uint8_t>((next_ + 1U) % capacity);
    }
    /// `id`: the digits.
    [[nodiscard]] constexpr bool contains(bytes_view id) const noexcept {
        for (const fixed_text<12>& known : ids_) {
            if (!id.empty() && id == known.view()) { return true; }
        }
        return false;
    }

private:
    fixed_text<12> ids_[capacity];
    std::uint8_t next_ = 0;
};

/// Everything that is remembered between two frames of a connection.
struct session {
    const protocol_info* protocol = nullptr;  ///< of the last good frame
    const protocol_info* dialect = nullptr;   ///< dialect of a shared frame that the device was seen to speak
    fixed_text<24> device;                    ///< identity in the last good frame
    std::uint16_t server_serial = 1;          ///< next serial of the platform
    device_list legacy_devices;               ///< devices seen with an old revision of their protocol
    transfer photo;
};
static_assert(sizeof(session) <= 256);
static_assert(std::is_trivially_copyable_v<session>);

/// The device of a connection as its last good frame told it.
struct speaker {
    const protocol_info* protocol = nullptr;
    fixed_text<24> device;

    constexpr explicit speaker(const session& s) noexcept : protocol(s.protocol), device(s.device) {}

    /// Whether `s` is about another device: another id, leading zeros apart; where one of the two has no id, a protocol
    /// of another vendor. Two protocols with one id are one device that speaks both.
    [[nodiscard]] constexpr bool differs_from(const session& s) const noexcept {
        if (device == s.device && !device.empty()) { return false; }
        if (protocol == nullptr || s.protocol == nullptr) { return false; }
        if (device.empty() || s.device.empty()) { return !(protocol->vendor == s.protocol->vendor); }
        return !(digits_of(device.view()) == digits_of(s.device.view()));
    }

private:
    static constexpr name digits_of(name id) noexcept {
        while (id.size > 1 && id[0] == '0') { id = {id.data + 1, id.size - 1}; }
        return id;
    }
};

}  // namespace trackwire::inline v0
