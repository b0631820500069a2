// Between the window's values and the engine's.
#pragma once

#include "app/bridge/generation.h"
#include "engine/api/session.h"

namespace deepwell {

GenerateRequest toEngineRequest(const GenerationRequest& request);
GenerationResult toResult(const Result<Done>& done, int context_tokens);
void addEvent(GenerationUpdate& update, const Event& event);  // Done adds nothing

}  // namespace deepwell
