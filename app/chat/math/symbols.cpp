#include "app/chat/math/symbols.h"

#include <array>
#include <string>
#include <unordered_map>
#include <utility>

namespace deepwell::math {
namespace {

// Pairs of a command and its character, separated by spaces.
struct Group {
  Class cls;
  bool big;
  Limits limits;
  std::u32string_view pairs;
};

constexpr Limits kNo = Limits::kNever;

constexpr std::array kGroups = {
    Group{Class::kOrd, false, kNo, U"alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι "
     U"kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ "
     U"varphi φ chi χ psi ψ omega ω digamma ϝ Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ "
     U"Mu Μ Nu Ν Xi Ξ Omicron Ο Pi Π Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω varGamma 𝛤 varDelta 𝛥 varTheta 𝛩 "
     U"varLambda 𝛬 varXi 𝛯 varPi 𝛱 varSigma 𝛴 varPhi 𝛷 varPsi 𝛹 varOmega 𝛺"},
    Group{Class::kOrd, false, kNo, U"infty ∞ partial 𝜕 nabla ∇ hbar ℏ hslash ℏ ell ℓ Re ℜ Im ℑ wp ℘ aleph ℵ beth ℶ gimel ℷ daleth ℸ "
     U"emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠ measuredangle ∡ sphericalangle ∢ "
     U"triangle △ Box □ square □ blacksquare ■ Diamond ◇ lozenge ◊ blacklozenge ⧫ bigstar ★ clubsuit ♣ diamondsuit ♢ heartsuit ♡ "
     U"spadesuit ♠ flat ♭ natural ♮ sharp ♯ imath ı jmath ȷ prime ′ backprime ‵ degree ° dag † ddag ‡ S § P ¶ copyright © pounds £ "
     U"euro € yen ¥ checkmark ✓ mho ℧ eth ð complement ∁ surd √ blacktriangle ▲ blacktriangledown ▼ triangledown ▽ "
     U"backslash \\ qed ∎ QED ∎ textdegree ° textbackslash \\ lbrace { rbrace } Bbbk 𝕜 R ℝ N ℕ Z ℤ Q ℚ C ℂ reals ℝ Reals ℝ natnums ℕ "
     U"aa å AA Å ss ß ae æ AE Æ oe œ OE Œ o ø O Ø _ _ # # $ $ % % & & { { } } | ‖ Vert ‖ vert | lq ‘ rq ’ textquotesingle '"},
    Group{Class::kBin, false, kNo, U"pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ "
     U"vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ smallsetminus ∖ wr ≀ amalg ⨿ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ bigcirc ◯ "
     U"dagger † ddagger ‡ diamond ⋄ bigtriangleup △ bigtriangledown ▽ triangleleft ◁ triangleright ▷ lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵ "
     U"ltimes ⋉ rtimes ⋊ leftthreetimes ⋋ rightthreetimes ⋌ curlyvee ⋎ curlywedge ⋏ circledast ⊛ circledcirc ⊚ circleddash ⊝ "
     U"boxplus ⊞ boxminus ⊟ boxtimes ⊠ boxdot ⊡ barwedge ⊼ veebar ⊻ intercal ⊺ divideontimes ⋇ dotplus ∔ Cap ⋒ Cup ⋓ centerdot ⋅"},
    Group{Class::kRel, false, kNo, U"le ≤ leq ≤ ge ≥ geq ≥ lt < gt > leqq ≦ geqq ≧ leqslant ⩽ geqslant ⩾ ll ≪ gg ≫ lll ⋘ ggg ⋙ ne ≠ "
     U"neq ≠ equiv ≡ sim ∼ simeq ≃ approx ≈ approxeq ≊ cong ≅ propto ∝ varpropto ∝ asymp ≍ doteq ≐ doteqdot ≑ triangleq ≜ coloneqq ≔ "
     U"eqqcolon ≕ coloneq ≔ bumpeq ≏ Bumpeq ≎ circeq ≗ eqcirc ≖ prec ≺ succ ≻ preceq ⪯ succeq ⪰ preccurlyeq ≼ succcurlyeq ≽ "
     U"precsim ≾ succsim ≿ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ nsubseteq ⊈ nsupseteq ⊉ Subset ⋐ Supset ⋑ "
     U"sqsubset ⊏ sqsupset ⊐ sqsubseteq ⊑ sqsupseteq ⊒ in ∈ ni ∋ owns ∋ notin ∉ mid ∣ nmid ∤ parallel ∥ nparallel ∦ perp ⟂ vdash ⊢ "
     U"dashv ⊣ models ⊧ vDash ⊨ Vdash ⊩ Vvdash ⊪ nvdash ⊬ nvDash ⊭ nVdash ⊮ smile ⌣ frown ⌢ bowtie ⋈ Join ⋈ between ≬ pitchfork ⋔ "
     U"therefore ∴ because ∵ lesssim ≲ gtrsim ≳ lessgtr ≶ gtrless ≷ lesseqgtr ⋚ gtreqless ⋛ lessapprox ⪅ gtrapprox ⪆ nless ≮ ngtr ≯ "
     U"nleq ≰ ngeq ≱ lneq ⪇ gneq ⪈ lneqq ≨ gneqq ≩ nsim ≁ ncong ≇ nprec ⊀ nsucc ⊁ thicksim ∼ thickapprox ≈ backsim ∽ backsimeq ⋍ "
     U"vartriangle △ vartriangleleft ⊲ vartriangleright ⊳ trianglelefteq ⊴ trianglerighteq ⊵ ntriangleleft ⋪ ntriangleright ⋫ colon :"},
    Group{Class::kRel, false, kNo, U"to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ uparrow ↑ downarrow ↓ updownarrow ↕ "
     U"Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⟺ implies ⟹ impliedby ⟸ Uparrow ⇑ Downarrow ⇓ Updownarrow ⇕ mapsto ↦ longmapsto ⟼ "
     U"longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ hookrightarrow ↪ "
     U"hookleftarrow ↩ rightharpoonup ⇀ rightharpoondown ⇁ leftharpoonup ↼ leftharpoondown ↽ rightleftharpoons ⇌ leftrightharpoons ⇋ "
     U"nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ leadsto ⇝ rightsquigarrow ⇝ leftrightarrows ⇆ rightleftarrows ⇄ rightrightarrows ⇉ "
     U"leftleftarrows ⇇ upuparrows ⇈ downdownarrows ⇊ twoheadrightarrow ↠ twoheadleftarrow ↞ rightarrowtail ↣ leftarrowtail ↢ "
     U"nrightarrow ↛ nleftarrow ↚ nRightarrow ⇏ nLeftarrow ⇍ nleftrightarrow ↮ nLeftrightarrow ⇎ curvearrowright ↷ curvearrowleft ↶ "
     U"circlearrowright ↻ circlearrowleft ↺ Lsh ↰ Rsh ↱ multimap ⊸ dashrightarrow ⇢ dashleftarrow ⇠ upharpoonright ↾ restriction ↾ "
     U"Rrightarrow ⇛ Lleftarrow ⇚ looparrowright ↬ looparrowleft ↫ rarr → larr ← rArr ⇒ lArr ⇐ hArr ⇔ harr ↔"},
    Group{Class::kOpen, false, kNo, U"lbrack [ langle ⟨ lceil ⌈ lfloor ⌊ lvert | lVert ‖ llbracket ⟦ lgroup ⟮ ulcorner ⌜ llcorner ⌞"},
    Group{Class::kClose, false, kNo, U"rbrack ] rangle ⟩ rceil ⌉ rfloor ⌋ rvert | rVert ‖ rrbracket ⟧ rgroup ⟯ urcorner ⌝ lrcorner ⌟"},
    Group{Class::kInner, false, kNo, U"ldots … dots … cdots ⋯ dotsc … dotsb ⋯ dotsm ⋯ dotsi ⋯ dotso … ddots ⋱ vdots ⋮ mathellipsis … hdots …"},
    Group{Class::kPunct, false, kNo, U"ldotp . cdotp ⋅"},
    Group{Class::kOp, true, Limits::kInDisplay, U"sum ∑ prod ∏ coprod ∐ bigcap ⋂ bigcup ⋃ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ "
     U"bigodot ⨀ biguplus ⨄ bigsqcup ⨆"},
    Group{Class::kOp, true, kNo, U"int ∫ iint ∬ iiint ∭ oint ∮ oiint ∯ intop ∫ smallint ∫"},
};

void appendUtf8(char32_t c, std::string* out) {
  if (c < 0x80) *out += static_cast<char>(c);
}

std::unordered_map<std::string, Symbol> makeSymbols() {
  std::unordered_map<std::string, Symbol> symbols;
  for (const Group& group : kGroups) {
    std::u32string_view rest = group.pairs;
    while (!rest.empty()) {
      const size_t name_end = rest.find(U' ');
      std::string name;
      for (const char32_t c : rest.substr(0, name_end)) appendUtf8(c, &name);
      symbols.emplace(std::move(name), Symbol{rest[name_end + 1], group.cls, group.big, group.limits});
      rest.remove_prefix(std::min(rest.size(), name_end + 3));
    }
  }
  return symbols;
}

constexpr std::array<std::pair<std::string_view, char32_t>, 30> kDelimiters = {{
    {"(", U'('},        {")", U')'},        {"[", U'['},         {"]", U']'},         {"{", U'{'},        {"}", U'}'},
    {"lbrace", U'{'},   {"rbrace", U'}'},   {"lbrack", U'['},    {"rbrack", U']'},    {"|", U'‖'},        {"Vert", U'‖'},
    {"lVert", U'‖'},    {"rVert", U'‖'},    {"vert", U'|'},      {"lvert", U'|'},     {"rvert", U'|'},    {"langle", U'⟨'},
    {"rangle", U'⟩'},   {"lceil", U'⌈'},    {"rceil", U'⌉'},     {"lfloor", U'⌊'},    {"rfloor", U'⌋'},   {"backslash", U'\\'},
    {"uparrow", U'↑'},  {"downarrow", U'↓'}, {"updownarrow", U'↕'}, {"Uparrow", U'⇑'}, {"Downarrow", U'⇓'}, {"mid", U'|'},
}};

constexpr std::array<std::pair<std::string_view, char32_t>, 14> kAccents = {{
    {"hat", 0x302}, {"tilde", 0x303}, {"bar", 0x304}, {"breve", 0x306}, {"dot", 0x307}, {"ddot", 0x308}, {"mathring", 0x30A},
    {"check", 0x30C}, {"acute", 0x301}, {"grave", 0x300}, {"vec", 0x20D7}, {"dddot", 0x20DB}, {"widehat", 0x302}, {"widetilde", 0x303},
}};

constexpr std::array<std::pair<char32_t, char32_t>, 31> kNegated = {{
    {U'=', U'≠'}, {U'∈', U'∉'}, {U'∋', U'∌'}, {U'⊂', U'⊄'}, {U'⊃', U'⊅'}, {U'⊆', U'⊈'}, {U'⊇', U'⊉'}, {U'≡', U'≢'},
    {U'∼', U'≁'}, {U'≃', U'≄'}, {U'≈', U'≉'}, {U'≅', U'≇'}, {U'<', U'≮'}, {U'>', U'≯'}, {U'≤', U'≰'}, {U'≥', U'≱'},
    {U'∣', U'∤'}, {U'|', U'∤'}, {U'∥', U'∦'}, {U'∃', U'∄'}, {U'→', U'↛'}, {U'←', U'↚'}, {U'⇒', U'⇏'}, {U'⇐', U'⇍'},
    {U'⇔', U'⇎'}, {U'⊢', U'⊬'}, {U'⊨', U'⊭'}, {U'≺', U'⊀'}, {U'≻', U'⊁'}, {U'⊑', U'⋢'}, {U'⊒', U'⋣'},
}};

constexpr std::string_view kPlainOperators =
    " sin cos tan cot sec csc arcsin arccos arctan arccot arcsec arccsc sinh cosh tanh coth sech csch arsinh arcosh artanh ln log lg exp "
    "deg dim hom ker arg tr Tr rank rk sgn sign diag erf erfc ord lcm ";
constexpr std::string_view kLimitOperators =
    " lim max min sup inf limsup liminf det gcd Pr argmax argmin injlim projlim varlimsup varliminf esssup ";

bool isWordOf(std::string_view words, std::string_view word) {
  if (word.empty() || word.find(' ') != std::string_view::npos) return false;
  return words.find(" " + std::string(word) + " ") != std::string_view::npos;
}

}  // namespace

std::optional<Symbol> symbolOf(std::string_view command) {
  static const std::unordered_map<std::string, Symbol> symbols = makeSymbols();
  const auto found = symbols.find(std::string(command));
  if (found == symbols.end()) return std::nullopt;
  return found->second;
}

Class classOf(char32_t character) {
  switch (character) {
    case U'+': case U'-': case U'*': case U'−': case U'±': case U'×': case U'÷': case U'·': case U'⋅': case U'∗': case U'∪': case U'∩':
    case U'∘': case U'⊕': case U'⊗': case U'∧': case U'∨':
      return Class::kBin;
    case U'=': case U'<': case U'>': case U':': case U'≤': case U'≥': case U'≠': case U'≈': case U'≡': case U'→': case U'⇒': case U'←':
    case U'⇔': case U'∈': case U'∉': case U'⊂': case U'⊆': case U'∼': case U'↦': case U'≅': case U'∣':
      return Class::kRel;
    case U'(': case U'[': case U'⟨': case U'⌊': case U'⌈': return Class::kOpen;
    case U')': case U']': case U'!': case U'?': case U'⟩': case U'⌋': case U'⌉': return Class::kClose;
    case U',': case U';': case U'，': case U'。': return Class::kPunct;
    case U'…': case U'⋯': return Class::kInner;
    default: return Class::kOrd;
  }
}

std::optional<Limits> operatorLimits(std::string_view command) {
  if (isWordOf(kPlainOperators, command)) return Limits::kNever;
  if (isWordOf(kLimitOperators, command)) return Limits::kInDisplay;
  return std::nullopt;
}

char32_t delimiterOf(std::string_view command) {
  for (const auto& [name, character] : kDelimiters)
    if (name == command) return character;
  return 0;
}

char32_t accentOf(std::string_view command) {
  for (const auto& [name, character] : kAccents)
    if (name == command) return character;
  return 0;
}

char32_t negated(char32_t character) {
  for (const auto& [from, to] : kNegated)
    if (from == character) return to;
  return 0;
}

}  // namespace deepwell::math
