// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Memory beside the session for codecs whose frames refer to earlier ones. The caller chooses its size; without it
/// such frames are delivered unresolved.

#include <trackwire/core/bytes.hpp>

namespace trackwire::inline v0 {

/// The interface to a `history<...>` of any size; empty by default.
class history_ref {
public:
    constexpr history_ref() noexcept = default;
    constexpr history_ref(std::uint8_t* bytes, std::uint16_t* sizes, std::uint16_t slots, std::uint16_t slot_size,
                          std::uint16_t* count) noexcept
        : bytes_(bytes), sizes_(sizes), slots_(slots), slot_size_(slot_size), count_(count) {}

    /// Number of bodies held.
    [[nodiscard]] constexpr unsigned size() const noexcept { return count_ == nullptr ? 0 : *count_; }
    /// The `i`-th newest body; 0 is the newest. Lifetime: until the next `remember`.
    [[nodiscard]] constexpr bytes_view operator[](unsigned i) const noexcept {
        return {bytes_ + static_cast<std::size_t>(i) * slot_size_, sizes_[i]};
    }
    /// Keeps `body` as the newest, in full. A body longer than a slot is not kept, and nothing is dropped for it.
    /// Returns whether it is kept. `body` must not lie in this history.
    constexpr bool remember(bytes_view body) noexcept {
        if (slots_ == 0 || body.size() > slot_size_) { return false; }
        const unsigned kept = *count_ < slots_ ? *count_ : slots_ - 1U;
        for (unsigned i = kept; i > 0; --i) { copy(i, i - 1); }
        sizes_[0] = static_cast<std::uint16_t>(body.size());
        for (std::size_t k = 0; k < body.size(); ++k) { bytes_[k] = body[k]; }
        *count_ = static_cast<std::uint16_t>(kept + 1);
        return true;
    }

private:
    constexpr void copy(unsigned to, unsigned from) noexcept {
        sizes_[to] = sizes_[from];
        for (std::size_t k = 0; k < slot_size_; ++k) {
            bytes_[static_cast<std::size_t>(to) * slot_size_ + k] =
                bytes_[static_cast<std::size_t>(from) * slot_size_ + k];
        }
    }

    std::uint8_t* bytes_ = nullptr;
    std::uint16_t* sizes_ = nullptr;
    std::uint16_t slots_ = 0;
    std::uint16_t slot_size_ = 0;
    std::uint16_t* count_ = nullptr;
};

/// The newest `Slots` bodies of at most `SlotSize` bytes. A value: copying it copies the memory.
template <std::uint16_t Slots = 2, std::uint16_t SlotSize = 256>
class history {
public:
    /// What a stream or a decode takes. Lifetime: this object's.
    [[nodiscard]] constexpr history_ref ref() noexcept TRACKWIRE_LIFETIMEBOUND {
        return {bytes_, sizes_, Slots, SlotSize, &count_};
    }

private:
    std::uint8_t bytes_[static_cast<std::size_t>(Slots) * SlotSize] = {};
    std::uint16_t sizes_[Slots] = {};
    std::uint16_t count_ = 0;
};

}  // namespace trackwire::inline v0
