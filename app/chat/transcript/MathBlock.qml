import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Chat
import Deepwell.Style

// A formula on lines of its own, or its source while it is not complete or cannot be laid out.
BlockFrame {
    id: root

    required property var spans
    required property string pageText
    signal copyRequested(string text)

    readonly property bool shown: formula.valid && !SpanTools.open(root.spans)

    HoverHandler {
        id: hover
    }
    Item {
        id: body

        width: parent.width
        height: root.shown ? slot.height : source.height
        Accessible.role: Accessible.StaticText
        Accessible.name: root.pageText

        Flickable {
            id: slot

            objectName: "formula"
            visible: root.shown
            width: parent.width
            height: formula.implicitHeight + 2 * Theme.space1 + (contentWidth > width ? 10 : 0)
            contentWidth: formula.implicitWidth + 2 * Theme.space1
            contentHeight: height
            flickableDirection: Flickable.HorizontalFlick
            boundsBehavior: Flickable.StopAtBounds
            clip: contentWidth > width
            ScrollBar.horizontal: ScrollRail {
                policy: slot.contentWidth > slot.width ? ScrollBar.AlwaysOn : ScrollBar.AlwaysOff
            }

            MathItem {
                id: formula

                x: Math.max(Theme.space1, Math.round((slot.width - width) / 2))
                y: Theme.space1
                width: implicitWidth
                height: implicitHeight
                tex: SpanTools.tex(root.spans)
                color: root.quote > 0 ? Theme.textMuted : Theme.text
                pixelSize: Theme.body * 1.2
            }
        }
        Rectangle {
            id: source

            visible: !root.shown
            width: parent.width
            height: sourceText.implicitHeight - sourceText.slack + 2 * Theme.space2
            radius: Theme.radiusSmall
            color: Theme.codeGround

            RichText {
                id: sourceText

                objectName: "formulaSource"
                x: Theme.space3
                y: Theme.space2
                width: parent.width - 2 * x
                plain: root.shown ? "" : root.pageText
                spacing: 1.2
                wrapMode: TextEdit.WrapAnywhere
                color: Theme.textMuted
                font.family: Theme.mono
                font.pixelSize: Theme.body - 1
            }
        }
        TapHandler {
            acceptedButtons: Qt.RightButton
            onTapped: menu.popup()
        }
        CopyButton {
            objectName: "copyFormula"
            visible: hover.hovered || activeFocus
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            what: qsTr("Copy TeX")
            onClicked: root.copyRequested(SpanTools.tex(root.spans))
        }
    }
    PopMenu {
        id: menu

        PopMenuItem {
            text: qsTr("Copy TeX")
            onTriggered: root.copyRequested(SpanTools.tex(root.spans))
        }
    }
}
