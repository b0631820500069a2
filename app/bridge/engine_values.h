// Between the window's values and the engine's.
#pragma once

#include "app/bridge/generation.h"
#include "app/settings/load_wishes.h"
#include "engine/api/engine.h"
#include "engine/api/session.h"

namespace deepwell {

// All that a load in the window is asked for. `device`: as parseDevice() reads it; what cannot be read means automatic.
EngineOptions toEngineOptions(const LoadWishes& wishes, const QString& device);
GenerateRequest toEngineRequest(const GenerationRequest& request);
GenerationResult toResult(const Result<Done>& done, int context_tokens);
void addEvent(GenerationUpdate& update, const Event& event);  // Done adds nothing

}  // namespace deepwell
