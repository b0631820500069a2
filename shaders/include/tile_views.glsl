// Views of device memory, as in buffers.glsl: structs of tile_params.h.
#ifndef DEEPWELL_SHADERS_TILE_VIEWS_GLSL
#define DEEPWELL_SHADERS_TILE_VIEWS_GLSL

#include "tile_params.h"

layout(buffer_reference, scalar, buffer_reference_align = 4) readonly buffer ConstExpertTiles { ExpertTile at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 4) buffer ExpertTiles { ExpertTile at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 8) readonly buffer ExpertAddresses { ExpertAddress at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 8) readonly buffer ConstBlockScales { TileBlockScale at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 8) buffer BlockScales { TileBlockScale at[]; };

#endif
