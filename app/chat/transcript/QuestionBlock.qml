import QtQuick
import Deepwell.Chat
import Deepwell.Style

// What the person said, or a page of it: a bubble at the right.
Item {
    id: root

    required property string pageText
    required property bool first
    required property int part
    required property bool lastPart
    readonly property bool single: part === 0 && lastPart
    readonly property int widest: Math.round(width * 0.86)

    property string marks: ""

    function markText(start: int, length: int): real { return words.markText(start, length, root); }

    implicitHeight: bubble.y + bubble.height

    Rectangle {
        id: bubble

        objectName: "userBubble"
        anchors.right: parent.right
        y: root.first ? Theme.space4 : 0
        width: root.single ? Math.min(words.implicitWidth + 2 * Theme.space4, root.widest) : root.widest
        height: words.y + words.height + (root.lastPart ? Theme.space2 + 3 - words.slack : 0)
        radius: Theme.radiusLarge
        color: Theme.bubble

        Rectangle {
            visible: root.part > 0
            width: parent.width
            height: Math.min(parent.height, Theme.radiusLarge)
            color: parent.color
        }
        Rectangle {
            visible: !root.lastPart
            y: parent.height - height
            width: parent.width
            height: Math.min(parent.height, Theme.radiusLarge)
            color: parent.color
        }
        RichText {
            id: words

            objectName: "questionText"
            marks: root.marks
            x: Theme.space4
            y: root.part === 0 ? Theme.space2 + 3 : 0
            width: bubble.width - 2 * x
            plain: root.pageText
        }
    }
}
