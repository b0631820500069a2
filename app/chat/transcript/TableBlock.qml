import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Chat
import Deepwell.Style

// A table, or some rows of a long one: columns as wide as their text wants, narrowed to fit where they can wrap, scrolled
// sideways where not. Pages have the same columns and scroll together.
BlockFrame {
    id: root

    required property var tableRows
    required property bool lastPart
    required property BlockGroup group
    readonly property real available: slot.width - 2
    readonly property int pixels: Theme.body - 1
    property string marks: ""
    signal linkRequested(string link)

    function markText(start: int, length: int): real {
        const begin = filler.positionOf(start);
        words.select(begin, Math.min(filler.positionOf(start + length), words.length));
        return words.mapToItem(root, 0, words.positionToRectangle(begin).y).y;
    }
    function measure(): void {
        if (group && available > 0) filler.widths = group.columnWidths(available, pixels);
    }

    onGroupChanged: measure()
    onAvailableChanged: measure()
    onPixelsChanged: measure()
    Component.onCompleted: measure()
    Connections {
        target: root.group

        function onExtentChanged(): void { root.measure(); }
    }

    Flickable {
        id: slot

        width: parent.width
        height: frame.height + (root.lastPart && contentWidth > width ? 10 : 0)
        contentWidth: frame.width
        contentHeight: height
        contentX: root.group?.scrollX ?? 0
        flickableDirection: Flickable.HorizontalFlick
        boundsBehavior: Flickable.StopAtBounds
        interactive: contentWidth > width
        clip: true
        onContentXChanged: if (moving || bar.pressed) root.group.scrollX = contentX
        ScrollBar.horizontal: ScrollRail {
            id: bar

            policy: root.lastPart && slot.contentWidth > slot.width ? ScrollBar.AlwaysOn : ScrollBar.AlwaysOff
        }

        Item {
            id: frame

            width: words.width + 2
            height: Math.ceil(words.contentHeight) + (root.part === 0 ? 1 : 0) + (root.lastPart ? 1 : 0)

            Rectangle {
                visible: root.part === 0 && filler.rowTops.length > 1
                width: parent.width
                height: words.y + (filler.rowTops[1] ?? 0)
                radius: Theme.radiusSmall
                color: Theme.codeGround

                Rectangle {
                    y: parent.radius
                    width: parent.width
                    height: parent.height - y
                    color: parent.color
                }
            }
            // The frame: round where the table begins and ends, open where it goes on.
            Item {
                anchors.fill: parent
                clip: true

                Rectangle {
                    y: root.part === 0 ? 0 : -20
                    width: parent.width
                    height: parent.height - y + (root.lastPart ? 0 : 20)
                    radius: Theme.radiusSmall
                    color: "transparent"
                    border.width: 1
                    border.color: Theme.border
                }
            }
            Repeater {
                model: filler.rowTops

                Rectangle {
                    required property real modelData
                    required property int index

                    visible: (index > 0 || root.part > 0) && index < filler.rowTops.length - 1
                    x: 1
                    y: words.y + Math.round(modelData)
                    width: frame.width - 2
                    height: 1
                    color: Theme.border
                }
            }
            TextEdit {
                id: words

                function selectedWords(): string { return filler.between(selectionStart, selectionEnd); }

                objectName: "tableText"
                x: 1
                y: root.part === 0 ? 1 : 0
                width: filler.widths.reduce((sum, w) => sum + w, 0)
                textFormat: TextEdit.RichText
                readOnly: true
                selectByMouse: true
                persistentSelection: true
                wrapMode: TextEdit.Wrap
                color: Theme.text
                selectionColor: Theme.selection
                selectedTextColor: Theme.text
                font.pixelSize: Theme.body - 1
                Accessible.role: Accessible.Table
                Accessible.name: qsTr("Table")
                Component.onCompleted: filler.active = true
                onLinkActivated: link => root.linkRequested(link)
                Keys.onPressed: event => {
                    event.accepted = event.matches(StandardKey.Copy) && selectionEnd > selectionStart;
                    if (event.accepted) filler.copy(selectionStart, selectionEnd);
                }

                TableText {
                    id: filler

                    document: words.textDocument
                    rows: root.tableRows
                    header: root.part === 0
                    padX: Theme.space3
                    padY: Theme.space2
                    linkColor: Theme.link
                    codeColor: Theme.text
                    codeBackground: Theme.codeGround
                    codeFamily: Theme.mono
                    font: words.font
                }
                FindMarks { edit: words; words: root.marks }
                HoverHandler {
                    cursorShape: words.hoveredLink !== "" ? Qt.PointingHandCursor : Qt.IBeamCursor
                }
            }
        }
    }
}
