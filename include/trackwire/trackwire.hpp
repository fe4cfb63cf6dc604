// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Everything: all codecs and the default registry.

#include <trackwire/bofan/bofan.hpp>
#include <trackwire/core/detect.hpp>
#include <trackwire/core/stream.hpp>
#include <trackwire/jointech/jointech.hpp>
#include <trackwire/jt808/codec.hpp>
#include <trackwire/jt808/commands.hpp>
#include <trackwire/pt3000/pt3000.hpp>
#include <trackwire/pt60/pt60.hpp>
#include <trackwire/record/json.hpp>
#include <trackwire/version.hpp>

namespace trackwire::inline v0 {

/// Every codec of the library. One line a codec.
using default_registry = registry<                                   //
    bofan::frames,                                                   //
    jointech::dollar,                                                //
    jointech::text,                                                  //
    jointech::sms,                                                   //
    jt808::codec<jointech::jt709_dialect, jointech::jt705_dialect>,  //
    pt60::frames,                                                    //
    pt3000::frames                                                   //
    >;

static_assert(default_registry::longest_frame <= 0xFFFF, "a text of a message counts its bytes with 16 bits");

/// `detect<Registry>` with every codec of the library.
[[nodiscard]] constexpr detection detect(bytes_view bytes, const settings& conf = {}, ending end = ending::more,
                                         const session* known = nullptr) noexcept {
    return detect<default_registry>(bytes, conf, end, known);
}

}  // namespace trackwire::inline v0
