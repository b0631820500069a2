import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Style

BlockFrame {
    id: root

    required property string plainText
    required property string language
    signal copyRequested(string text)

    Rectangle {
        width: parent.width
        height: header.height + body.height
        radius: Theme.radius
        color: Theme.codeGround
        border.width: 1
        border.color: Theme.border

        Item {
            id: header

            width: parent.width
            height: 36

            Text {
                x: Theme.space3 + 2
                anchors.verticalCenter: parent.verticalCenter
                text: root.language !== "" ? root.language : qsTr("text")
                textFormat: Text.PlainText
                elide: Text.ElideRight
                width: parent.width - copy.width - 2 * Theme.space4
                color: Theme.textFaint
                font.pixelSize: Theme.tiny
            }
            CopyButton {
                id: copy

                objectName: "copyCode"
                anchors.right: parent.right
                anchors.rightMargin: 3
                anchors.verticalCenter: parent.verticalCenter
                what: qsTr("Copy code")
                onClicked: root.copyRequested(root.plainText)
            }
        }
        Flickable {
            id: body

            y: header.height
            width: parent.width
            height: code.implicitHeight - code.slack + Theme.space3 + (contentWidth > width ? 4 : 0)
            contentWidth: code.implicitWidth + 2 * code.x
            contentHeight: height
            flickableDirection: Flickable.HorizontalFlick
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            ScrollBar.horizontal: ScrollRail {
                leftPadding: Theme.space2
                rightPadding: Theme.space2
                policy: body.contentWidth > body.width ? ScrollBar.AlwaysOn : ScrollBar.AlwaysOff
            }

            RichText {
                id: code

                x: Theme.space3 + 2
                plain: root.plainText
                language: root.language
                spacing: 1.2
                wrapMode: TextEdit.NoWrap
                font.family: Theme.mono
                font.pixelSize: Theme.body - 1
            }
        }
    }
}
