// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// What a codec is. A codec is a stateless type; it sees bytes, a session and a sink, and nothing else.

#include <trackwire/core/frame.hpp>
#include <trackwire/core/history.hpp>
#include <trackwire/core/session.hpp>
#include <trackwire/core/trace.hpp>

namespace trackwire::inline v0 {

class message;

/// Receives messages; the message and all its views live for the call.
class message_sink {
public:
    constexpr virtual void on(const message& m) = 0;

protected:
    constexpr ~message_sink() = default;
};

/// What `decode` works with besides the frame.
struct decode_context {
    session& state;
    const settings& conf;
    history_ref history;  ///< earlier bodies of the connection, for difference frames; may be empty
};

/// A codec declares:
///   `static constexpr name id`                      unique, for documents and tests
///   `static constexpr std::size_t longest_frame`    in wire bytes; nothing longer is ever waited for
///   `static constexpr bool may_start(std::uint8_t)` whether a frame may begin with this byte
///   `static constexpr verdict scan(bytes_view, const scan_input&) noexcept`
///        whose bytes are these and where does the frame end? Pure. More bytes of the same stream never turn a `frame`
///        into a `reject`, and no proper prefix of a good frame is rejected.
///   `template <class Trace> static constexpr void decode(bytes_view frame, const verdict&, decode_context&, Trace&,
///        message_sink&)`
///        reports the messages of one whole frame (as cut by `scan`) in wire order.
/// It may declare `static constexpr verdict scan_line(bytes_view, const scan_input&) noexcept`, which is asked at the
/// start of a line that nobody recognises (text answers on a connection that is known to be this codec's).
template <class T>
concept codec = requires(bytes_view in, const scan_input& how, const verdict& v, decode_context& context,
                         null_trace& trace, message_sink& sink) {
    { T::id } -> detail::same_as<const name&>;
    { T::longest_frame } -> detail::same_as<const std::size_t&>;
    { T::may_start(std::uint8_t{}) } -> detail::same_as<bool>;
    { T::scan(in, how) } -> detail::same_as<verdict>;
    T::decode(in, v, context, trace, sink);
};

}  // namespace trackwire::inline v0
