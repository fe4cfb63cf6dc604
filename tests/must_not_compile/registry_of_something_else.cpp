// refused: constraint
#include <trackwire/bofan/bofan.hpp>
#include <trackwire/core/registry.hpp>

#ifdef MUST_NOT_COMPILE
struct no_codec {};
using own = trackwire::registry<trackwire::bofan::frames, no_codec>;
#else
using own = trackwire::registry<trackwire::bofan::frames>;
#endif

constexpr std::size_t longest = own::longest_frame;
static_assert(longest > 0);
