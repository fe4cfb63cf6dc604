// refused: the buffer must hold the longest frame of the registry
#include <trackwire/trackwire.hpp>

#ifdef MUST_NOT_COMPILE
constexpr std::size_t capacity = trackwire::default_registry::longest_frame;
#else
constexpr std::size_t capacity = trackwire::default_registry::longest_frame + 1;
#endif

trackwire::stream<trackwire::default_registry, capacity> connection;
