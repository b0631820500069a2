// Which names a frame hides from the frames inside it (see Hidden in ast.h).
#pragma once

#include "engine/text/jinja/ast.h"

namespace deepwell::jinja {

// Fills every `hidden` of the template. Jinja2 gives variables their places when it compiles: a name that a frame sets
// before it reads it, and that no outer frame mentions, starts as undefined there, whatever the caller passed.
void resolveFrames(Ast& ast);

}  // namespace deepwell::jinja
