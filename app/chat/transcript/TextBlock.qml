import QtQuick
import Deepwell.Style

// A paragraph or a heading, or a page of a long one.
BlockFrame {
    id: root

    required property var spans
    required property int level
    property string marks: ""
    signal linkRequested(string link)

    function markText(start: int, length: int): real { return words.markText(start, length, root); }

    gap: level > 0 ? Theme.space5 - 2 : Theme.space3

    drop: words.drop
    mirrored: words.effectiveHorizontalAlignment === TextEdit.AlignRight

    RichText {
        id: words

        objectName: "blockText"
        marks: root.marks
        width: parent.width
        spans: root.spans
        spacing: root.level > 0 ? 1.15 : Theme.lineHeight
        color: root.quote > 0 ? Theme.textMuted : Theme.text
        font.pixelSize: root.level > 0 ? Theme.heading(root.level) : Theme.body
        font.weight: root.level > 0 ? Font.DemiBold : Font.Normal
        Accessible.role: root.level > 0 ? Accessible.Heading : Accessible.Paragraph
        onLinkRequested: link => root.linkRequested(link)
    }
}
