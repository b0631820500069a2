import QtQuick
import Deepwell.Style

// Thoughts, or a page of them, with the line at their left.
Item {
    id: root

    required property string pageText
    required property int part
    property color lineColor: Theme.borderStrong
    property bool lined: true

    property string marks: ""

    function markText(start: int, length: int): real { return thoughts.markText(start, length, root); }

    objectName: "thinkingBody"
    implicitHeight: thoughts.y + thoughts.height

    Rectangle {
        visible: root.lined
        x: 8
        y: thoughts.y
        width: 2
        height: parent.height - y
        color: root.lineColor
    }
    RichText {
        id: thoughts

        objectName: "thinkingText"
        marks: root.marks
        x: root.lined ? 24 : 0
        y: root.lined && root.part === 0 ? 4 : 0
        width: parent.width - x
        plain: root.pageText
        color: Theme.textMuted
        font.pixelSize: Theme.body - 1
    }
}
