// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// A short list in storage of its own.

#include <trackwire/core/bytes.hpp>

namespace trackwire::inline v0 {

/// Up to `Capacity` values. `add` says whether the value fitted.
template <class T, std::size_t Capacity>
class fixed_list {
public:
    constexpr fixed_list() noexcept = default;
    template <std::size_t N>
    requires(N <= Capacity)
        // NOLINTNEXTLINE(google-explicit-constructor): an array is a list
        constexpr fixed_list(const T (&values)[N]) noexcept
        : size_(N) {
        for (std::size_t i = 0; i < N; ++i) { items_[i] = values[i]; }
    }
    constexpr bool add(const T& v) noexcept {
        if (size_ == Capacity) { return false; }
        items_[size_++] = v;
        return true;
    }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] constexpr const T& operator[](std::size_t i) const noexcept { return items_[i]; }
    [[nodiscard]] constexpr const T* begin() const noexcept { return items_; }
    [[nodiscard]] constexpr const T* end() const noexcept { return items_ + size_; }
    friend constexpr bool operator==(const fixed_list& a, const fixed_list& b) noexcept {
        if (a.size_ != b.size_) { return false; }
        for (std::size_t i = 0; i < a.size_; ++i) {
            if (!(a.items_[i] == b.items_[i])) { return false; }
        }
        return true;
    }

private:
    T items_[Capacity] = {};
    std::size_t size_ = 0;
};

}  // namespace trackwire::inline v0
