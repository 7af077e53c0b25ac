// Turns an access violation inside a kernel into a fault of the launch.
#pragma once

namespace cudasim {

// Puts a handler in front of the one that is there; done once, before the first launch.
void catchAccessViolations();

// Gives the calling thread a stack for the handler: a fiber that overflowed its own has none to run it on.
void prepareHandlerStack();

}  // namespace cudasim
