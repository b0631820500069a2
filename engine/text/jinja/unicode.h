// Code points of UTF-8 text and what Python's str methods know of them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace deepwell::jinja {

bool isAscii(std::string_view text);
std::u32string decodeUtf8(std::string_view text);  // invalid bytes become U+FFFD
char32_t nextPoint(std::string_view text, size_t& at);  // the same, one at a time; moves `at` on
std::string encodeUtf8(std::u32string_view text);
void appendUtf8(std::string& out, char32_t c);
size_t countCodePoints(std::string_view text);
size_t byteOffset(std::string_view text, size_t points);  // where that code point starts; the size if there are fewer

bool isSpace(char32_t c);      // str.isspace: what strip() and split() take away
bool isLineBreak(char32_t c);  // what splitlines() splits at
bool isAlpha(char32_t c);
bool isDecimal(char32_t c);
bool isDigit(char32_t c);
bool isNumeric(char32_t c);
bool isLower(char32_t c);
bool isUpper(char32_t c);
bool isTitle(char32_t c);
bool isPrintable(char32_t c);
bool isIdentifierStart(char32_t c);
bool isIdentifierPart(char32_t c);
inline bool isAlnum(char32_t c) { return isAlpha(c) || isDecimal(c) || isDigit(c) || isNumeric(c); }
inline bool isWord(char32_t c) { return isAlnum(c) || c == U'_'; }  // \w

std::string toUpper(std::string_view text);
std::string toLower(std::string_view text);
std::string toTitle(std::string_view text);       // str.title
std::string toCapitalized(std::string_view text);  // str.capitalize
std::string toSwapped(std::string_view text);
std::string toFolded(std::string_view text);

std::string_view stripLeft(std::string_view text);   // white space
std::string_view stripRight(std::string_view text);

}  // namespace deepwell::jinja
