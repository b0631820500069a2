import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Chat
import Deepwell.Style

// Code, or a page of a long piece of it: the pages touch and scroll sideways together.
BlockFrame {
    id: root

    required property string pageText
    required property string language
    required property bool lastPart
    required property int codeState
    required property BlockGroup group
    readonly property bool wrap: group?.wrap ?? false
    readonly property real wanted: wrap ? 0 : Math.ceil((group?.longestLine ?? 0) * letter.advanceWidth) + 2 * code.x
    signal copyRequested()
    signal saveRequested()
    signal wrapToggled()
    property string marks: ""

    function markText(start: int, length: int): real { return code.markText(start, length, root); }

    FontMetrics { id: metrics; font: code.font }
    TextMetrics { id: letter; font: code.font; text: "0" }

    Rectangle {
        id: box

        width: parent.width
        height: header.height + body.height
        radius: Theme.radius
        color: Theme.codeGround
        border.width: 1
        border.color: Theme.border

        // Where the page before and after join, the corners are square and there is no line.
        Rectangle {
            visible: root.part > 0
            width: parent.width
            height: Theme.radius
            color: parent.color
        }
        Rectangle {
            visible: !root.lastPart
            y: parent.height - height
            width: parent.width
            height: Theme.radius
            color: parent.color
        }
        Rectangle { visible: root.part > 0 || !root.lastPart; y: root.part > 0 ? 0 : Theme.radius; width: 1; height: parent.height - y - (root.lastPart ? Theme.radius : 0); color: Theme.border }
        Rectangle { visible: root.part > 0 || !root.lastPart; x: parent.width - 1; y: root.part > 0 ? 0 : Theme.radius; width: 1; height: parent.height - y - (root.lastPart ? Theme.radius : 0); color: Theme.border }

        Item {
            id: header

            width: parent.width
            height: root.part === 0 ? 36 : 0
            visible: height > 0

            Text {
                x: Theme.space3 + 2
                anchors.verticalCenter: parent.verticalCenter
                text: root.language !== "" ? root.language : qsTr("text")
                textFormat: Text.PlainText
                elide: Text.ElideRight
                width: parent.width - tools.width - 2 * Theme.space4
                color: Theme.textFaint
                font.pixelSize: Theme.tiny
            }
            Row {
                id: tools

                anchors.right: parent.right
                anchors.rightMargin: 3
                anchors.verticalCenter: parent.verticalCenter

                IconButton {
                    objectName: "wrapCode"
                    size: 30
                    iconSize: 16
                    iconName: "wrap"
                    iconColor: root.wrap ? Theme.accent : Theme.textFaint
                    text: root.wrap ? qsTr("Do not wrap lines") : qsTr("Wrap lines")
                    onClicked: { root.group.wrap = !root.group.wrap; root.wrapToggled(); }
                }
                IconButton {
                    objectName: "saveCode"
                    size: 30
                    iconSize: 16
                    iconName: "download"
                    iconColor: Theme.textFaint
                    text: qsTr("Save as file…")
                    onClicked: root.saveRequested()
                }
                CopyButton {
                    objectName: "copyCode"
                    what: qsTr("Copy code")
                    onClicked: root.copyRequested()
                }
            }
        }
        Flickable {
            id: body

            y: header.height
            width: parent.width
            height: code.implicitHeight - (root.lastPart ? code.slack - Theme.space3 - (contentWidth > width ? 4 : 0) : 0)
            contentWidth: root.wrap ? width : Math.max(width, root.wanted)
            contentHeight: height
            contentX: root.group?.scrollX ?? 0
            flickableDirection: Flickable.HorizontalFlick
            boundsBehavior: Flickable.StopAtBounds
            interactive: contentWidth > width
            clip: true
            onContentXChanged: if (moving || bar.pressed) root.group.scrollX = contentX
            ScrollBar.horizontal: ScrollRail {
                id: bar

                leftPadding: Theme.space2
                rightPadding: Theme.space2
                policy: root.lastPart && body.contentWidth > body.width ? ScrollBar.AlwaysOn : ScrollBar.AlwaysOff
            }

            RichText {
                id: code

                objectName: "codeText"
                marks: root.marks
                x: Theme.space3 + 2
                width: root.wrap ? body.width - 2 * x : Math.max(body.contentWidth - 2 * x, 1)
                plain: root.pageText
                language: root.language
                startState: root.codeState
                spacing: 1.2
                wrapMode: root.wrap ? TextEdit.WrapAnywhere : TextEdit.NoWrap
                tabStopDistance: 4 * letter.advanceWidth   // as BlockGroup.longestLine counts them
                font.family: Theme.mono
                font.pixelSize: Theme.body - 1
            }
        }
    }
}
