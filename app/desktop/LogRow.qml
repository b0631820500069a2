import QtQuick
import Deepwell.Style

// A line of the log. The colour is said in words too, for readers of screens.
Item {
    id: root

    required property string time
    required property string level
    required property string source
    required property string text
    readonly property color tint: level === "error" ? Theme.danger : level === "warning" ? Theme.warning : Theme.textFaint

    implicitHeight: words.y + words.height + 7
    Accessible.role: Accessible.ListItem
    Accessible.name: level + ", " + time + ", " + source + ": " + text

    Rectangle { y: parent.height - 1; width: parent.width; height: 1; color: Theme.border; opacity: 0.6 }
    Icon {
        x: Theme.space3
        y: 8
        width: 14
        height: 14
        name: root.level === "info" ? "info" : "warning"
        color: root.tint
    }
    Text {
        id: head

        x: Theme.space3 + 22
        y: 6
        text: root.time + "  " + root.source
        textFormat: Text.PlainText
        color: root.level === "info" ? Theme.textFaint : root.tint
        font.pixelSize: Theme.tiny
    }
    TextEdit {
        id: words

        x: head.x
        y: head.y + head.height + 1
        width: root.width - x - Theme.space4
        text: root.text
        textFormat: TextEdit.PlainText
        readOnly: true
        selectByMouse: true
        wrapMode: TextEdit.WrapAtWordBoundaryOrAnywhere
        color: Theme.text
        selectionColor: Theme.selection
        selectedTextColor: Theme.text
        font.pixelSize: Theme.small
        activeFocusOnTab: false
        Accessible.ignored: true
    }
}
