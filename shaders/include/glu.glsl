#ifndef DEEPWELL_SHADERS_GLU_GLSL
#define DEEPWELL_SHADERS_GLU_GLSL

float silu(float x) { return x / (1.0 + exp(-x)); }

#endif
