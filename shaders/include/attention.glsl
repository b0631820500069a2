// How the pages of a row are cut in spans: `splits` of them at most, as long as each other except the last.
#ifndef DEEPWELL_SHADERS_ATTENTION_GLSL
#define DEEPWELL_SHADERS_ATTENTION_GLSL

uint contextPages(uint position) { return position / 64u + 1u; }

uint spanPages(uint position, uint splits) { return (contextPages(position) + splits - 1u) / splits; }

#endif
