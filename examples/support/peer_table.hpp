// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// What a program remembers of the remote ends of a transport without connections.

#include <chrono>
#include <cstddef>
#include <map>
#include <utility>

namespace support {

/// At most `most` peers, each until it was silent for `idle`. Peers that are known keep their place against any number
/// of new ones: a sender that invents addresses displaces nobody.
template <class Key, class Peer>
class peer_table {
public:
    using clock = std::chrono::steady_clock;

    peer_table(std::size_t most, std::chrono::seconds idle) : most_(most), idle_(idle) {}

    /// The peer `key`; `make()` if it is not known. Lifetime: until the next call; a peer for which there was no room
    /// is forgotten then.
    template <class Make>
    [[nodiscard]] Peer& find(const Key& key, Make&& make, clock::time_point now = clock::now()) {
        auto known = peers_.find(key);
        if (known != peers_.end() && now - known->second.seen > idle_) {
            peers_.erase(known);
            known = peers_.end();
        }
        if (known == peers_.end()) {
            if (peers_.size() >= most_) forget_idle(now);
            if (peers_.size() >= most_) return stranger_ = make();
            known = peers_.emplace(key, entry{make(), now}).first;
        }
        known->second.seen = now;
        return known->second.who;
    }
    [[nodiscard]] std::size_t size() const { return peers_.size(); }

private:
    struct entry {
        Peer who;
        clock::time_point seen;
    };

    /// Looks at all peers, and therefore once a second at most.
    void forget_idle(clock::time_point now) {
        if (now < next_look_) return;
        next_look_ = now + std::chrono::seconds(1);
        std::erase_if(peers_, [&](const auto& one) { return now - one.second.seen > idle_; });
    }

    std::size_t most_;
    std::chrono::seconds idle_;
    std::map<Key, entry> peers_;
    Peer stranger_;
    clock::time_point next_look_{};
};

}  // namespace support
