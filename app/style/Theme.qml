pragma Singleton

import QtQuick
import Deepwell.Settings
import Deepwell.Style

// Colour, type and spacing. Every pair of text and ground that is used has a contrast of at least 4.5 (WCAG AA).
QtObject {
    readonly property bool dark: Preferences.theme === "dark" || (Preferences.theme === "system" && Desktop.dark)

    // Grounds
    readonly property color ground: dark ? "#16191d" : "#fbfbf9"
    readonly property color sidebar: dark ? "#111417" : "#f2f2ee"
    readonly property color surface: dark ? "#1e2328" : "#ffffff"
    readonly property color raised: dark ? "#262c32" : "#ffffff"
    readonly property color bubble: dark ? "#22343a" : "#e3efee"
    readonly property color codeGround: dark ? "#101316" : "#f4f4f0"
    readonly property color hover: dark ? "#0fffffff" : "#0d14282c"
    readonly property color pressed: dark ? "#18ffffff" : "#1614282c"
    readonly property color selected: dark ? "#17ffffff" : "#e3e6e2"
    readonly property color shade: dark ? "#a6000000" : "#5914282c"
    readonly property color border: dark ? "#2d343a" : "#e4e3dd"
    readonly property color borderStrong: dark ? "#46505a" : "#c8c7bf"

    // Text
    readonly property color text: dark ? "#e8ebed" : "#1b2226"
    readonly property color textMuted: dark ? "#b4bdc4" : "#505a60"
    readonly property color textFaint: dark ? "#a3adb4" : "#5c656b"
    readonly property color link: dark ? "#6fcfd0" : "#0a686e"

    // Meaning
    readonly property color accent: dark ? "#4fbcbd" : "#0d747a"
    readonly property color accentHover: dark ? "#66cacb" : "#0a6369"
    readonly property color accentPressed: dark ? "#83d8d8" : "#085257"
    readonly property color accentText: dark ? "#04282a" : "#ffffff"
    readonly property color accentSoft: dark ? "#16373a" : "#dff0ef"
    readonly property color focus: dark ? "#6fcfd0" : "#0d747a"
    readonly property color danger: dark ? "#ff9a90" : "#b3261e"
    readonly property color dangerSoft: dark ? "#3b2220" : "#fbeae8"
    readonly property color warning: dark ? "#f0c063" : "#7d5200"
    readonly property color warningSoft: dark ? "#372d18" : "#fbf1dc"
    readonly property color selection: dark ? "#2a6668" : "#b5dfdd"

    // Code, on codeGround; in the order of highlight::Token: plain, keyword, type, function, string, number, comment, meta
    // (directives, attributes, tags), inserted, deleted
    readonly property var tokenColors: dark
        ? ["#e8ebed", "#c9a6f5", "#6fd0c5", "#82b8ff", "#a5d68a", "#f2b173", "#8e99a1", "#e9a0c0", "#8fd694", "#ff9a90"]
        : ["#1b2226", "#7c2fb0", "#0b6b66", "#1f54b8", "#34691a", "#96480a", "#646c72", "#a3266b", "#23692b", "#b3261e"]

    // Tooltips and the undo bar: dark in both themes
    readonly property color inverse: dark ? "#333b42" : "#263035"
    readonly property color inverseText: "#ffffff"
    readonly property color inverseLink: "#8fe3e0"

    // Spacing: steps of 4
    readonly property int space1: 4
    readonly property int space2: 8
    readonly property int space3: 12
    readonly property int space4: 16
    readonly property int space5: 24

    readonly property int radiusSmall: 6
    readonly property int radius: 10
    readonly property int radiusLarge: 18

    // Type. The transcript follows the person's size; the frame around it does so half-way.
    readonly property int body: Preferences.fontSize
    readonly property int label: Math.round(14 + (body - 15) / 2)
    readonly property int small: label - 1
    readonly property int tiny: label - 2
    readonly property int title: label + 3
    readonly property int display: label + 14
    readonly property real lineHeight: 1.32
    readonly property string mono: Desktop.monoFamily
    function heading(level: int): int {
        return Math.round(body * [1.55, 1.32, 1.16, 1.04, 1, 1][Math.max(1, Math.min(6, level)) - 1]);
    }

    readonly property int controlHeight: label + 22
    readonly property int columnWidth: 748   // of transcript and composer
    readonly property int narrowWindow: 700  // below it the list of chats is a drawer

    readonly property int quick: 90
    readonly property int calm: 160
}
