import QtQuick
import Deepwell.Style

// Places one block in the column: its distance to the block before, the indent of lists, the bars of quotes, the marker.
// A page that goes on with the block before it stands directly below it.
Item {
    id: root

    required property bool first     // of its message
    required property int part
    required property int indent
    required property int quote
    required property int quoteBefore  // as many of the bars go on from the block before
    required property string marker
    required property bool tight
    property int gap: Theme.space3
    property int markerSize: Theme.body
    property real drop: 0            // of the first line's text, because of a tall formula
    property bool mirrored: false    // its text runs from the right: so do the indent, the bars and the marker
    readonly property int step: Math.round(Theme.body * 1.5)
    readonly property int offset: quote * Theme.space4 + indent * step
    readonly property int lead: part > 0 ? 0 : first ? Theme.space2 : tight ? Math.round(Theme.body * 0.3) : gap
    default property alias content: slot.data

    implicitHeight: lead + slot.height

    Repeater {
        model: root.quote

        Rectangle {
            required property int index

            x: root.mirrored ? root.width - width - index * Theme.space4 : index * Theme.space4
            y: index < root.quoteBefore ? 0 : root.lead
            width: 3
            height: root.height - y
            radius: 1.5
            color: Theme.borderStrong
        }
    }
    Text {
        readonly property int distance: Math.round(Theme.body * 0.42)

        visible: root.marker !== ""
        x: root.mirrored ? slot.width + distance : slot.x - width - distance
        y: slot.y + root.drop
        text: root.mirrored ? "\u200f" + root.marker : root.marker  // "1." stands as ".1"
        textFormat: Text.PlainText
        color: Theme.textMuted
        font.pixelSize: root.markerSize
        lineHeight: Theme.lineHeight
    }
    Item {
        id: slot

        x: root.mirrored ? 0 : root.offset
        y: root.lead
        width: root.width - root.offset
        height: childrenRect.height
    }
}
